// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"

#include <QString>

#include <vector>

namespace creel {

/// One way to filter by what a row says.
struct RowFilter {
    QString words;  ///< for a menu, safe to show
    QString filter; ///< the whole filter it would make
    bool operator==(const RowFilter &) const = default;
};

/// What a row's menu offers to make of @p filter: only its type, all but its type, its key, its subject.
std::vector<RowFilter> rowFilters(const EventList &events, const EventSummary &row, const QString &filter);

} // namespace creel
