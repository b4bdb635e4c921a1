// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

namespace creel {

/// Makes an empty session at @p path, where nothing or an empty file may lie. It is made whole beside it and
/// then put in place, so that whatever happens there is never half a session. Mode 0600 under any umask.
/// Needs the lock.
StoreError createSession(const QString &path);

/// Renames the log beside @p path, of a session that is not there (any more): SQLite would take it for the
/// log of whatever lies there. It may be all that is left of that session, so it is kept, as "-wal-aside".
StoreError setLogAside(const QString &path);

/// Makes an empty file of mode 0600 under any umask at @p path, where nothing may lie.
StoreError createPrivateFile(const QString &path);

/// Takes the rights of others off the session at @p path and off what SQLite has beside it, which gets its
/// mode from it. Of files of this process's user only, and never through a link.
void makePrivate(const QString &path);

/// Waits until what was written to the file at @p path is on the disk. Not for a file that SQLite has open.
StoreError syncFile(const QString &path);

} // namespace creel
