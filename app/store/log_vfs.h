// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace creel {

/// The name of a layer under SQLite (https://www.sqlite.org/vfs.html) that hands everything on to SQLite's
/// own, except that the frames of a write-ahead log are gathered and written by BlockWrites when they are
/// synced. For the writer alone, and only with synchronous=FULL: then each commit syncs the log before any
/// other connection is told of its frames, and nobody misses them before that.
///
/// On a file system that knows no writes past its cache it does the same as SQLite's own. The layer is there
/// from the first call on; safe on any thread.
const char *logVfs();

} // namespace creel
