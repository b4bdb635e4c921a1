// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

#include <QStringList>

namespace creel {

/// "Crel": what tells a session from other SQLite files (SQLite's application_id).
constexpr int sessionApplicationId = 0x4372656c;
/// The version this Creel writes (SQLite's user_version); older ones are migrated, newer ones refused.
constexpr int sessionVersion = 1;
/// Bytes of a page of a session file.
constexpr int sessionPageBytes = 4096;

/// Whether @p statements, in any order, are those that make the tables and indices of sessionVersion: no
/// more, no less and no other.
bool isSessionSchema(QStringList statements);

/// Brings a file of @p version (0: an empty one) to sessionVersion, in one transaction.
StoreError migrate(Connection &connection, int version);

} // namespace creel
