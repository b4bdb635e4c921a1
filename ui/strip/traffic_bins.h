// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"

#include <utility>
#include <vector>

namespace creel {

/// Counts of events by time and type, in at most a given number of bins of one width. Grows with the traffic:
/// when the time it covers outgrows its bins, they are merged into wider ones. Pure value; one event costs
/// O(1).
class TrafficBins
{
public:
    /// The events of one stretch of time by type, in the order the types first came.
    struct Bin {
        std::vector<std::pair<Symbol, int>> types;
        int total = 0;
    };

    explicit TrafficBins(size_t maxBins) : m_maxBins(maxBins) {}

    /// @p us: microseconds UTC. A time before the first bin counts there (clocks are set back).
    void add(qint64 us, Symbol type);
    void clear() { *this = TrafficBins(m_maxBins); }

    const std::vector<Bin> &bins() const { return m_bins; }
    qint64 widthUs() const { return m_widthUs; } ///< of one bin
    qint64 firstUs() const { return m_firstUs; } ///< where the first bin begins
    int highest() const;                         ///< the fullest bin's total

private:
    void widen();
    size_t m_maxBins;
    qint64 m_widthUs = 1'000'000;
    qint64 m_firstUs = 0;
    std::vector<Bin> m_bins;
};

} // namespace creel
