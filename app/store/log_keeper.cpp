// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_keeper.h"

#include "app/store/schema.h"

#include <sqlite3.h>

namespace creel {

namespace {
constexpr qint64 frameBytes = sessionPageBytes + 24; // each page with its header
constexpr qint64 pressAgainBytes = 4 * 1024 * 1024;
constexpr int pressMs = 100; // replies wait for it
} // namespace

LogKeeper::LogKeeper(Connection &connection)
    : m_connection(connection)
    , m_log(std::make_shared<SessionLog>(connection.path()))
{
    const auto noteBytes = [](void *log, sqlite3 *, const char *, int frames) {
        static_cast<SessionLog *>(log)->m_bytes.store(frames * frameBytes, std::memory_order_relaxed);
        return SQLITE_OK;
    };
    sqlite3_wal_hook(connection.handle(), noteBytes, m_log.get()); // replaces the automatic checkpoint
}

LogKeeper::~LogKeeper()
{
    sqlite3_wal_hook(m_connection.handle(), nullptr, nullptr);
}

LogKeeper::Work LogKeeper::due(qint64 bytes)
{
    const auto grown = m_log->bytes();
    if (grown < m_pressedAt)
        m_pressedAt = 0; // it was begun anew
    const bool tooLong = grown >= SessionLog::pressBytes || grown + bytes >= SessionLog::limitBytes;
    if (tooLong && grown >= m_pressedAt + pressAgainBytes)
        return Work::Press;
    if (m_log->m_phase == SessionLog::Phase::Copied)
        return Work::CopyRest;
    const bool alone = grown >= SessionLog::selfCopyBytes && m_log->m_phase == SessionLog::Phase::Idle;
    return alone ? Work::CopyAll : Work::None;
}

void LogKeeper::makeRoom(qint64 bytes)
{
    switch (due(bytes)) {
    case Work::None:
        break;
    case Work::Press:
        m_pressedAt = m_log->bytes();
        sqlite3_busy_timeout(m_connection.handle(), pressMs);
        copy(SQLITE_CHECKPOINT_RESTART);
        sqlite3_busy_timeout(m_connection.handle(), Connection::busyMs);
        break;
    case Work::CopyRest:
        copy(SQLITE_CHECKPOINT_PASSIVE);
        m_log->m_phase = SessionLog::Phase::Idle;
        break;
    case Work::CopyAll:
        copy(SQLITE_CHECKPOINT_PASSIVE);
        break;
    }
}

void LogKeeper::copy(int mode)
{
    // when it fails the log stays as it is, and grows: the next time, or the append itself, will tell
    sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", mode, nullptr, nullptr);
}

} // namespace creel
