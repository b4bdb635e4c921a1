// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <deque>
#include <utility>

namespace creel {

/// Events a second over the last three seconds. Times in milliseconds of any steady clock.
class RateMeter
{
public:
    void add(qint64 nowMs, qint64 count)
    {
        m_counts.emplace_back(nowMs, count);
        forget(nowMs);
    }
    double perSecond(qint64 nowMs)
    {
        forget(nowMs);
        qint64 sum = 0;
        for (const auto &[at, count] : m_counts)
            sum += count;
        return double(sum) * 1000.0 / windowMs;
    }

private:
    static constexpr qint64 windowMs = 3000;
    void forget(qint64 nowMs)
    {
        while (!m_counts.empty() && nowMs - m_counts.front().first > windowMs)
            m_counts.pop_front();
    }
    std::deque<std::pair<qint64, qint64>> m_counts;
};

} // namespace creel
