// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/session_log.h"

#include <memory>

namespace creel {

/// The writer's part in keeping its log short: see SessionLog. On the writer's thread.
class LogKeeper
{
public:
    /// Takes over from SQLite's own checkpoints on @p connection, which has to outlive it.
    explicit LogKeeper(Connection &connection);
    ~LogKeeper();
    LogKeeper(const LogKeeper &) = delete;
    LogKeeper &operator=(const LogKeeper &) = delete;

    /// Before a transaction of about @p bytes: makes room for it in the log when it is time to.
    void makeRoom(qint64 bytes);
    /// makeRoom() would do nothing, and so take no time.
    bool hasRoom(qint64 bytes) { return due(bytes) == Work::None; }
    const std::shared_ptr<SessionLog> &log() const { return m_log; }

private:
    enum class Work { None, Press, CopyRest, CopyAll };
    Work due(qint64 bytes);
    void copy(int mode);

    Connection &m_connection;
    std::shared_ptr<SessionLog> m_log;
    qint64 m_pressedAt = 0; ///< log bytes at the last attempt to get it begun anew
};

} // namespace creel
