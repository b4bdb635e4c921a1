// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace creel {

/// Judges whether a body comes fast enough: it starts with a grace, every byte earns the time it may take at
/// the least rate, and no more than the grace can be saved up. So a slow body ends soon after the grace, and
/// a fast one that stalls does too, however its bytes are cut into reads. Pure; times in milliseconds of a
/// monotonic clock.
class BodyPace
{
public:
    void start(qint64 nowMs, int graceMs)
    {
        m_graceMs = graceMs;
        m_dueMs = nowMs + graceMs;
        m_restByteMs = 0;
    }
    void received(qint64 bytes, qint64 nowMs, int bytesPerSecond)
    {
        const auto rate = std::max(1, bytesPerSecond);
        const auto byteMs = m_restByteMs + bytes * 1000;
        m_dueMs = std::min(m_dueMs + byteMs / rate, nowMs + m_graceMs);
        m_restByteMs = byteMs % rate;
    }
    bool isTooSlow(qint64 nowMs) const { return nowMs > m_dueMs; }

private:
    qint64 m_graceMs = 0;
    qint64 m_dueMs = 0;
    qint64 m_restByteMs = 0; ///< bytes times 1000 that have earned no whole millisecond yet
};

} // namespace creel
