// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

namespace creel {

/// Most events that one block of a removal takes.
constexpr qint64 removalBlockEvents = 500;

/// The last event of the next block to remove so that none up to @p through is left; 0 when there is none.
qint64 hiddenBlock(const Connection &connection, EventId through);
/// The last event of the next block to remove, of a file of @p events, for @p retention; 0 when it asks for
/// nothing.
qint64 surplusBlock(Connection &connection, const Retention &retention, qint64 events, qint64 nowUs);

/// Removes the events up to @p through, inside a transaction, with all that hangs on them: notes, attempts,
/// and the deliveries that no later event came with. Ids stay taken. Returns a result code; adds to @p
/// removedEvents.
int removeThrough(Connection &connection, qint64 through, qint64 *removedEvents);

/// Gives pages back to the disk when few of many are in use.
StoreError shrink(Connection &connection);

} // namespace creel
