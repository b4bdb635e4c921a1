// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

class QDeadlineTimer;

namespace creel {

/// A merge sort that can stop at any moment and go on later, so that a million rows are sorted on the GUI's
/// thread without holding it. Stable. The order must not change while it is under way.
class SlicedSort
{
public:
    using Less = std::function<bool(quint32, quint32)>;

    SlicedSort() = default;
    SlicedSort(std::vector<quint32> rows, Less less);

    /// Works until @p deadline; true when all is sorted.
    bool step(const QDeadlineTimer &deadline);
    bool isDone() const { return m_width >= m_rows.size(); }
    /// The sorted rows; what was there is gone afterwards.
    std::vector<quint32> take();

private:
    void beginMerge(size_t from);
    bool mergeSome(const QDeadlineTimer &deadline);

    std::vector<quint32> m_rows;   ///< sorted in runs of m_width
    std::vector<quint32> m_merged; ///< the same in runs of twice that, as far as it is done
    Less m_less;
    size_t m_width = 1;
    size_t m_left = 0, m_leftEnd = 0, m_right = 0,
           m_rightEnd = 0; ///< what is left of the two runs being merged
};

} // namespace creel
