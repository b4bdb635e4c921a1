// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace creel {

/// The right to write a session file, held by one process at a time: an advisory lock on a file of its own
/// beside it, `<name>.creel-lock`. The system takes it back when the process ends, however it ends. The
/// session file itself is never locked here, as that would get into the way of SQLite's own locks on it. Who
/// removes the lock file lets another writer in: the holder asks keep() before it writes on.
class SessionLock
{
public:
    /// @p path is a real path. Null when it cannot be had: Busy when another writer holds it (also one of
    /// this process), ReadOnly when the file has another name, whose lock and log would be others, CannotOpen
    /// when it still is a link, which the new file would take the place of.
    static std::unique_ptr<SessionLock> take(const QString &path, StoreError *error);
    ~SessionLock();
    /// Its file is where it was.
    bool isHeld() const;
    /// Takes it anew where its file was removed. Busy when another writer was there first: then this one may
    /// write no more.
    StoreError keep();
    SessionLock(const SessionLock &) = delete;
    SessionLock &operator=(const SessionLock &) = delete;

private:
    explicit SessionLock(const QString &path);
    StoreError lock();

    QString m_path; ///< of the session file
    QByteArray m_lockPath;
    int m_descriptor = -1;
};

} // namespace creel
