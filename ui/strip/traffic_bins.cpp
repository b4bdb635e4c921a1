// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strip/traffic_bins.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {

constexpr qint64 second = 1'000'000;
/// Widths a person reads as one step, each a whole multiple of the one before; days double beyond.
constexpr std::array<qint64, 9> steps{second,        5 * second,      15 * second,
                                      60 * second,   300 * second,    900 * second,
                                      3600 * second, 21'600 * second, 86'400 * second};

qint64 wider(qint64 widthUs)
{
    const auto next = std::ranges::upper_bound(steps, widthUs);
    return next == steps.end() ? widthUs * 2 : *next;
}

void count(TrafficBins::Bin &bin, Symbol type, int number)
{
    bin.total += number;
    const auto found = std::ranges::find(bin.types, type, &std::pair<Symbol, int>::first);
    if (found == bin.types.end())
        bin.types.emplace_back(type, number);
    else
        found->second += number;
}

} // namespace

void TrafficBins::add(qint64 us, Symbol type)
{
    if (m_bins.empty())
        m_firstUs = us - us % m_widthUs;
    while (us >= m_firstUs + qint64(m_maxBins) * m_widthUs)
        widen();
    const auto bin = size_t(std::max<qint64>(us - m_firstUs, 0) / m_widthUs);
    if (bin >= m_bins.size())
        m_bins.resize(bin + 1);
    count(m_bins[bin], type, 1);
}

int TrafficBins::highest() const
{
    const auto fullest = std::ranges::max_element(m_bins, {}, &Bin::total);
    return fullest == m_bins.end() ? 0 : fullest->total;
}

void TrafficBins::widen()
{
    const qint64 width = wider(m_widthUs);
    const qint64 first = m_firstUs - m_firstUs % width;
    std::vector<Bin> merged;
    for (size_t i = 0; i < m_bins.size(); ++i) {
        const auto to = size_t((m_firstUs + qint64(i) * m_widthUs - first) / width);
        if (to >= merged.size())
            merged.resize(to + 1);
        for (const auto &[type, number] : m_bins[i].types)
            count(merged[to], type, number);
    }
    m_bins = std::move(merged);
    m_widthUs = width;
    m_firstUs = first;
}

} // namespace creel
