// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/folder_watch.h"
#include "app/store/open_file.h"
#include "app/store/session_lock.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <optional>

namespace creel {

/// Knows whether the session file and its log are still where they were opened. A file that was removed or
/// replaced can be written on, but nobody will find what is in it: nothing written after that may be
/// acknowledged.
///
/// A file that somebody emptied or wrote over is no longer there either, and one whose lock another writer
/// has is no longer ours.
///
/// They are looked at when something happened in their folder, and once a second: a folder above it may have
/// been moved, or another machine may have removed them. How the file begins is looked at after each
/// transaction: its folder tells of names only, and 16 bytes are read in 1 to 2 us.
class Presence
{
public:
    /// @p lock is kept (SessionLock::keep()).
    Presence(const Connection &connection, SessionLock &lock);

    /// Before a transaction, so that nothing goes where nobody finds it, and after it: only what was there
    /// then is kept.
    StoreError checkBefore();
    StoreError checkAfter();
    /// Of the latest error: the session is where it was and ours, and nothing lies where its log was. The log
    /// itself is open yet.
    bool hasLostItsLog() const { return m_lostItsLog; }

    /// Another file lies where the session was, beside a log that is this one's.
    bool leavesLogToAnother() const;
    /// The session has another name by now, or its folder has; nothing took its place, and no log of another
    /// writer lies beside it.
    bool isRenamed() const;
    const OpenFile &file() const { return m_file; }
    /// All there is stands in the renamed file. Once it is back it has to be as it is now: who wrote it
    /// meanwhile knew nothing of this connection.
    void leave();
    bool hasLeft() const { return m_left.has_value(); }
    /// Removes the log, with its index, where it was, when nothing is in it.
    void removeLog();

    /// Nothing can have happened to them since they were there: checkBefore() would not look.
    bool isKnown() const;

private:
    StoreError look();
    StoreError keepLock();
    void comeBack();
    bool isBesideAnothersLog(const QString &name) const;
    bool hasMoved() const;
    bool isDatabase() const;
    static quint64 numberOf(const QByteArray &log);
    quint64 logFile() const { return numberOf(m_logPath); }

    const Connection &m_connection;
    SessionLock &m_lock;
    OpenFile m_file;
    struct Left {
        QString name;
        OpenFile::Stamp stamp;
    };
    std::optional<Left> m_left;
    QByteArray m_logPath;
    quint64 m_logFile = 0; ///< its number in the file system; 0: not seen yet
    FolderWatch m_watch;
    bool m_wasOurs = false; ///< when they were looked at last
    bool m_lostItsLog = false;
    bool m_hadByAnother = false; ///< it was written while its lock was not ours
    qint64 m_dataVersion = 0;    ///< SQLite's, when they were looked at last
    QDeadlineTimer m_next;       ///< when they are looked at all the same
};

} // namespace creel
