// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/event_counts.h"

namespace creel {

void EventCounts::add(std::span<const EventSummary> rows)
{
    for (const auto &row : rows) {
        if (m_ofType[row.type]++ == 0)
            m_types.push_back(row.type);
        ++m_ofVerdict[size_t(row.verdict)];
        m_malformed += row.malformed != Symbol{} ? 1 : 0;
    }
}

} // namespace creel
