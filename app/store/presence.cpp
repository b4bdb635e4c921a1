// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/presence.h"

#include "app/store/errors.h"
#include "app/store/index_vfs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int lookAgainMs = 1000;

/// Or an empty file, as a reader makes it.
bool isNothingAt(const QByteArray &path)
{
    return QFileInfo(QFile::decodeName(path)).size() == 0;
}
} // namespace

Presence::Presence(const Connection &connection, SessionLock &lock)
    : m_connection(connection)
    , m_lock(lock)
    , m_file(connection.path())
    , m_logPath(QFile::encodeName(connection.path() + u"-wal"_s))
    , m_watch(QFile::encodeName(QFileInfo(connection.path()).absolutePath()))
{
}

bool Presence::hasMoved() const
{
    int moved = 0;
    sqlite3_file_control(m_connection.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

/// Read through SQLite's own descriptor: to close another one of this process would let go of SQLite's locks.
bool Presence::isDatabase() const
{
    constexpr QByteArrayView beginning("SQLite format 3\0", 16);
    char read[beginning.size()];
    sqlite3_file *file = nullptr;
    sqlite3_file_control(m_connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file && file->pMethods && file->pMethods->xRead(file, read, sizeof read, 0) == SQLITE_OK &&
           QByteArrayView(read, sizeof read) == beginning;
}

/// SQLite answers for the session file alone, and the log is what a transaction goes to. Only its number is
/// asked for: once somebody saw its times, Linux (6.13 and later,
/// Documentation/filesystems/multigrain-ts.rst) stamps the next write anew, and a sync then writes the inode
/// too.
quint64 Presence::numberOf(const QByteArray &path)
{
#ifdef Q_OS_LINUX
    struct statx log = {};
    return ::statx(AT_FDCWD, path.constData(), 0, STATX_INO, &log) == 0 ? log.stx_ino : 0;
#else
    struct stat log = {};
    return ::stat(path.constData(), &log) == 0 ? quint64(log.st_ino) : 0;
#endif
}

bool Presence::leavesLogToAnother() const
{
    const bool isOther = hasMoved() && QFileInfo(m_connection.path()).size() > 0;
    return isOther && m_lock.isHeld() && m_logFile != 0 && logFile() == m_logFile;
}

bool Presence::isBesideAnothersLog(const QString &name) const
{
    const auto log = QFile::encodeName(name + u"-wal"_s);
    return !isNothingAt(log) && numberOf(log) != m_logFile;
}

bool Presence::isRenamed() const
{
    if (QFileInfo::exists(m_connection.path()))
        return false;
    const auto name = m_file.name();
    return name && !isBesideAnothersLog(*name);
}

void Presence::leave()
{
    const auto name = m_file.name();
    const auto stamp = m_file.stamp();
    if (name && stamp)
        m_left = {*name, *stamp};
}

void Presence::removeLog()
{
    if (m_logFile == 0 || logFile() != m_logFile || !isNothingAt(m_logPath))
        return;
    QFile::remove(QFile::decodeName(m_logPath));
    QFile::remove(m_connection.path() + u"-shm"_s);
}

void Presence::comeBack()
{
    m_hadByAnother =
        m_hadByAnother || (m_left && (m_file.stamp() != m_left->stamp || isBesideAnothersLog(m_left->name)));
    m_left.reset();
}

bool Presence::isKnown() const
{
    return m_wasOurs && m_watch.isQuiet() && !m_next.hasExpired();
}

/// Of a file that another writer has had, the ids and keys are no longer known.
StoreError Presence::keepLock()
{
    const bool held = m_lock.isHeld();
    if (auto error = m_lock.keep())
        return error;
    auto version = m_connection.prepare("PRAGMA data_version"); // another one when others have committed
    const auto was = std::exchange(m_dataVersion, version.step() ? version.number(0) : 0);
    m_hadByAnother = m_hadByAnother || (!held && m_dataVersion != was);
    if (!m_hadByAnother)
        return {};
    return {StoreError::Kind::Busy,
            QCoreApplication::translate("SessionFile", "Another Creel has written %1 meanwhile. Open it "
                                                       "anew to go on with it.")
                .arg(QDir::toNativeSeparators(m_connection.path()))};
}

StoreError Presence::look()
{
    m_watch.begin(); // first, so that nothing happens between
    m_next.setRemainingTime(lookAgainMs);
    const bool there = !hasMoved() && isDatabase();
    if (there)
        comeBack();
    const auto error = there ? keepLock() : storeError(StoreError::Kind::CannotOpen, m_connection.path());
    // before the first transaction there need be no log
    m_wasOurs = !error && (m_logFile == 0 || logFile() == m_logFile);
    m_lostItsLog = !error && !m_wasOurs && isNothingAt(m_logPath);
    return m_wasOurs || error ? error : storeError(StoreError::Kind::CannotOpen, m_connection.path());
}

StoreError Presence::checkBefore()
{
    return isKnown() ? StoreError() : look();
}

StoreError Presence::checkAfter()
{
    if (m_logFile == 0)
        m_logFile = logFile();
    m_wasOurs =
        m_wasOurs && m_logFile != 0 && isDatabase(); // of what is in the file its folder tells nothing
    if (m_logFile == 0)
        return storeError(StoreError::Kind::CannotOpen, m_connection.path());
    if (!isIndexOnFile(m_connection.handle())) // what was committed is told to nobody
        return storeError(StoreError::Kind::ReadOnly, m_connection.path());
    return checkBefore();
}

} // namespace creel
