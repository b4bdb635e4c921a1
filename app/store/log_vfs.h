// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

struct sqlite3;
struct sqlite3_file;

namespace creel {

/// The name of a layer under SQLite (https://www.sqlite.org/vfs.html) that hands everything on to SQLite's
/// own, except that the frames of a write-ahead log are gathered and written by BlockWrites when they are
/// synced: past the cache when that is done with Durability::Power, and by it when, with Durability::Process,
/// no commit is synced but in name. For the writer alone, and only with synchronous=FULL and
/// SQLITE_IOCAP_POWERSAFE_OVERWRITE (SQLite's default): then each commit syncs the log before any other
/// connection is told of its frames, and nobody misses them before that.
///
/// On a file system that knows no writes past its cache Durability::Power does the same as SQLite's own. The
/// layer is there from the first call on; safe on any thread.
const char *logVfs(Durability durability);

/// The log of @p database as SQLite has it open; null when it has none.
sqlite3_file *openLog(sqlite3 *database);

/// Drops what a transaction of @p database that was taken back left to be written to its log. Where there is
/// no such layer, nothing.
void dropUnsynced(sqlite3 *database);

} // namespace creel
