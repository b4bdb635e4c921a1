// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

namespace creel {

/// What lies at a path, found out without changing a byte of it.
struct Inspection {
    bool fresh = false; ///< nothing there, or a file without a byte: a session can be made there
    int version = 0;    ///< of the schema, when it is a session
};

/// Looks at the file at @p path as a whole: is it there, a plain file, SQLite, ours, of a version known here,
/// with the tables that Creel makes and nothing beside them, its structures sound (a small file entirely, a
/// large one at its ends), and is there room for more ids?
StoreError inspect(const QString &path, Inspection *inspection);

/// How @p path is best read without changing anything: as immutable when nobody has a log beside it.
Connection::Access accessFor(const QString &path);

/// A connection to the session at @p path, a real path, that changes nothing in it, also while another
/// process writes it. Null, and why in @p error: its schema, too, has to be what Creel makes.
std::unique_ptr<Connection> openForReading(const QString &path, StoreError *error);

/// Whether @p connection is to a session of a version known here; its version goes to @p version.
StoreError recognise(Connection &connection, int *version);

} // namespace creel
