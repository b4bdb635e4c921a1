// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

namespace creel {

/// A consistent copy, mode 0600, of the session that @p connection is to, at @p path, which must not exist.
/// It is one file without a log, and synced. While it is made others may write the session.
StoreError copySession(Connection &connection, const QString &path);

} // namespace creel
