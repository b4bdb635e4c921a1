// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/presence.h"

#include "app/store/errors.h"

#include <QFile>

#include <sqlite3.h>
#include <sys/stat.h>

namespace creel {

using namespace Qt::StringLiterals;

Presence::Presence(const Connection &connection)
    : m_connection(connection)
    , m_logPath(QFile::encodeName(connection.path() + u"-wal"_s))
{
}

StoreError Presence::check()
{
    int moved = 0;
    sqlite3_file_control(m_connection.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    // SQLite answers for the file alone, and the log is what a transaction went to
    struct stat log = {};
    const bool there = ::stat(m_logPath.constData(), &log) == 0;
    if (there && m_logFile == 0)
        m_logFile = quint64(log.st_ino);
    if (moved != 0 || !there || m_logFile != quint64(log.st_ino))
        return storeError(StoreError::Kind::CannotOpen, m_connection.path());
    return {};
}

} // namespace creel
