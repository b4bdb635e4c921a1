// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/session_log.h"

#include <memory>
#include <optional>
#include <span>

namespace creel {

/// The writer's part in keeping its log short: see SessionLog. On the writer's thread.
class LogKeeper
{
public:
    /// Takes over from SQLite's own checkpoints on @p connection, which has to outlive it. @p log: of a
    /// session whose log is begun anew; null: it is open for the first time.
    explicit LogKeeper(Connection &connection, std::shared_ptr<SessionLog> log = {});
    ~LogKeeper();
    LogKeeper(const LogKeeper &) = delete;
    LogKeeper &operator=(const LogKeeper &) = delete;

    /// About what a transaction of @p batch adds to the log.
    static qint64 bytesOf(std::span<const Catch> batch);
    /// Before a transaction of about @p bytes: has the log begun anew when it is time to.
    void makeRoom(qint64 bytes);
    /// makeRoom() would do nothing, and so take no time.
    bool hasRoom(qint64 bytes) { return !patienceMs(bytes); }
    /// Copies the whole log into the file and empties it; false when somebody reads from it.
    bool copyAll();
    const std::shared_ptr<SessionLog> &log() const { return m_log; }

private:
    /// How long readers may be waited for to have the log begun anew; none when it is not time to.
    std::optional<int> patienceMs(qint64 bytes);
    void begunAnew();

    Connection &m_connection;
    std::shared_ptr<SessionLog> m_log;
    qint64 m_triedAt = 0;  ///< log bytes when it was last tried
    qint64 m_waitedAt = 0; ///< and when readers were waited for
};

} // namespace creel
