// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace creel {

/// The name of SQLite's own layer for files with one change, registered on the first call; null when that
/// fails. Connections share the index of a log in a mapped file (`-shm`), and to write to a mapped file that
/// may not be written any more (made immutable, its file system gone read-only) ends the program (SIGBUS). So
/// before each lock that SQLite writes there under, the system is asked whether the file may be written:
/// without that nothing is written or copied (SQLITE_READONLY), and readers go on with the marks there are.
const char *indexVfs();

/// Whether the index of the log beside the session at @p path, in the encoding of the file system, may be
/// written still. By rights and owner nobody is refused here: who has the file mapped has had them.
bool mayIndexBeWritten(const char *path);

} // namespace creel
