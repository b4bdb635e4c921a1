// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/sliced_sort.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <utility>

namespace creel {

namespace {

constexpr size_t atOnce = 512; ///< merged between two looks at the clock

} // namespace

SlicedSort::SlicedSort(std::vector<quint32> rows, Less less)
    : m_rows(std::move(rows))
    , m_less(std::move(less))
{
    m_merged.reserve(m_rows.size());
    beginMerge(0);
}

std::vector<quint32> SlicedSort::take()
{
    return std::exchange(m_rows, {});
}

void SlicedSort::beginMerge(size_t from)
{
    m_left = std::min(from, m_rows.size());
    m_leftEnd = m_right = std::min(m_left + m_width, m_rows.size());
    m_rightEnd = std::min(m_right + m_width, m_rows.size());
}

bool SlicedSort::mergeSome(const QDeadlineTimer &deadline)
{
    while (m_left < m_leftEnd || m_right < m_rightEnd) {
        for (size_t i = 0; i < atOnce && (m_left < m_leftEnd || m_right < m_rightEnd); ++i) {
            const bool fromRight =
                m_left == m_leftEnd || (m_right < m_rightEnd && m_less(m_rows[m_right], m_rows[m_left]));
            m_merged.push_back(m_rows[fromRight ? m_right++ : m_left++]);
        }
        if (deadline.hasExpired())
            return false;
    }
    return true;
}

bool SlicedSort::step(const QDeadlineTimer &deadline)
{
    while (!isDone()) {
        if (!mergeSome(deadline))
            return false;
        if (m_rightEnd < m_rows.size()) {
            beginMerge(m_rightEnd);
            continue;
        }
        m_rows.swap(m_merged);
        m_merged.clear();
        m_width *= 2;
        beginMerge(0);
    }
    return true;
}

} // namespace creel
