// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace creel {

/// The name of SQLite's own layer for files with one change, registered on the first call; null when that
/// fails. Connections share the index of a log in a mapped file (`-shm`), and this layer keeps it as a
/// MappedIndex: where the file does not take what is written there, nothing is committed or copied
/// (SQLITE_READONLY) until it does, and readers go on with the marks there are.
const char *indexVfs();

/// Whether what was committed on @p database so far can be found by others: the index of its log is on its
/// file. By whom the file is opened otherwise than by indexVfs(), nothing is known of it.
bool isIndexOnFile(sqlite3 *database);

/// Another number whenever the index of @p database has left its file: who read between two has to read
/// again.
int indexLeaves(sqlite3 *database);

} // namespace creel
