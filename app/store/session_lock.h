// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QString>

#include <memory>

namespace creel {

/// The right to write a session file, held by one process at a time: an advisory lock on a file of its own
/// beside it, `<name>.creel-lock`. The system takes it back when the process ends, however it ends. The
/// session file itself is never locked here, as that would get into the way of SQLite's own locks on it.
class SessionLock
{
public:
    /// Null when it cannot be had: Busy when another writer holds it (also one of this process), ReadOnly
    /// when the file has another name, whose lock and log would be others.
    static std::unique_ptr<SessionLock> take(const QString &path, StoreError *error);
    ~SessionLock();
    SessionLock(const SessionLock &) = delete;
    SessionLock &operator=(const SessionLock &) = delete;

private:
    SessionLock(const QString &lockPath, int descriptor) : m_lockPath(lockPath), m_descriptor(descriptor) {}

    QString m_lockPath;
    int m_descriptor;
};

} // namespace creel
