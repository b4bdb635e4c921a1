// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/presence.h"

#include "app/store/errors.h"

#include <QFile>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

namespace creel {

using namespace Qt::StringLiterals;

Presence::Presence(const Connection &connection)
    : m_connection(connection)
    , m_logPath(QFile::encodeName(connection.path() + u"-wal"_s))
{
}

bool Presence::hasMoved() const
{
    int moved = 0;
    sqlite3_file_control(m_connection.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

/// SQLite answers for the session file alone, and the log is what a transaction goes to. Only its number is
/// asked for: once somebody saw its times, Linux (6.13 and later,
/// Documentation/filesystems/multigrain-ts.rst) stamps the next write anew, and a sync then writes the inode
/// too.
quint64 Presence::logFile() const
{
    struct statx log = {};
    return ::statx(AT_FDCWD, m_logPath.constData(), 0, STATX_INO, &log) == 0 ? log.stx_ino : 0;
}

StoreError Presence::checkBefore() const
{
    // before the first transaction there need be no log
    const bool logMoved = m_logFile != 0 && logFile() != m_logFile;
    return hasMoved() || logMoved ? storeError(StoreError::Kind::CannotOpen, m_connection.path())
                                  : StoreError();
}

StoreError Presence::checkAfter()
{
    if (m_logFile == 0)
        m_logFile = logFile();
    return m_logFile == 0 ? storeError(StoreError::Kind::CannotOpen, m_connection.path()) : checkBefore();
}

} // namespace creel
