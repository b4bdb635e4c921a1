// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

#include <functional>

namespace creel {

/// Calls @p read, which reads from @p database in transactions of its own, from its beginning each time, and
/// gives a result code: again for as long as the index of the log left its file meanwhile (MappedIndex),
/// since what was committed may have been lacking then. Its last code; SQLITE_BUSY when half a second did not
/// do.
int readWhole(sqlite3 *database, const std::function<int()> &read);
/// The same of a @p read that gives an error.
StoreError readWhole(const Connection &connection, const std::function<StoreError()> &read);

} // namespace creel
