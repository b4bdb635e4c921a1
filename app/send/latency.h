// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace creel {

/// How long answers took, in buckets of 1/16 of a power of two: quantiles are right to 7 % in a fixed 8 KiB.
/// Pure value.
class Latency
{
public:
    void add(qint64 us);
    qint64 count() const { return m_count; }
    qint64 maxUs() const { return m_maxUs; }
    /// The time that @p share (0..1) of the answers did not exceed, microseconds; 0 when there are none.
    qint64 quantileUs(double share) const;

private:
    std::array<qint64, 1024> m_buckets{};
    qint64 m_count = 0;
    qint64 m_maxUs = 0;
};

} // namespace creel
