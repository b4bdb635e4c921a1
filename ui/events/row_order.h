// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"
#include "ui/events/columns.h"

namespace creel {

/// Where the table's rows stand: by a column, or as they came.
struct RowOrder {
    Column column = Column::Number;
    bool descending = false;
    /// As they came, the newest last: what can be followed.
    bool isArrival() const { return column == Column::Number && !descending; }
    bool operator==(const RowOrder &) const = default;
};

/// True when row @p a of @p events stands before row @p b. A total order: equal values stand as they came.
bool standsBefore(const EventList &events, RowOrder order, quint32 a, quint32 b);

} // namespace creel
