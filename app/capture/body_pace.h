// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace creel {

/// Judges whether a body comes fast enough: it starts with a grace, every byte earns the time it may take at
/// the least rate, and no more than the grace can be saved up. So a slow body ends soon after the grace, and
/// a fast one that stalls does too. Pure; times in milliseconds of a monotonic clock.
class BodyPace
{
public:
    void start(qint64 nowMs, int graceMs)
    {
        m_graceMs = graceMs;
        m_dueMs = nowMs + graceMs;
    }
    void received(qint64 bytes, qint64 nowMs, int bytesPerSecond)
    {
        m_dueMs = std::min(m_dueMs + bytes * 1000 / std::max(1, bytesPerSecond), nowMs + m_graceMs);
    }
    bool isTooSlow(qint64 nowMs) const { return nowMs > m_dueMs; }

private:
    qint64 m_graceMs = 0;
    qint64 m_dueMs = 0;
};

} // namespace creel
