// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_keeper.h"

#include "app/store/schema.h"

#include <QDeadlineTimer>
#include <QThread>

#include <sqlite3.h>

#include <algorithm>
#include <numeric>

namespace creel {

namespace {
constexpr qint64 frameBytes = sessionPageBytes + 24; // each page with its header
// Replies wait for it: a little when readers were in the way again and again, and long only when the log is
// too long.
constexpr int pauseMs = 4;
constexpr int pressMs = 100;
constexpr int copyMs = 10'000; // at most, should a disk be that slow
constexpr int lookAgainUs = 200;

/// Copies the log and has it begun anew as @p mode says. SQLite's own waiting is for a reader to be gone, and
/// those that come anew take its place before that is seen: each try finds where they read by then. @p
/// patienceMs is what is waited; what there is to be copied takes its time besides.
int copyLog(Connection &connection, int mode, int patienceMs)
{
    const auto copy = [&connection, mode] {
        return sqlite3_wal_checkpoint_v2(connection.handle(), "main", mode, nullptr, nullptr);
    };
    sqlite3_busy_timeout(connection.handle(), 0);
    int code = copy();
    for (int waits = patienceMs * 1000 / lookAgainUs; code == SQLITE_BUSY && waits > 0; --waits) {
        QThread::usleep(lookAgainUs);
        code = copy();
    }
    sqlite3_busy_timeout(connection.handle(), Connection::busyMs);
    return code;
}
} // namespace

LogKeeper::LogKeeper(Connection &connection, std::shared_ptr<SessionLog> log)
    : m_connection(connection)
    , m_log(log ? std::move(log) : std::make_shared<SessionLog>(connection.path()))
{
    const auto noteBytes = [](void *told, sqlite3 *, const char *, int frames) {
        static_cast<SessionLog *>(told)->m_bytes.store(frames * frameBytes, std::memory_order_relaxed);
        return SQLITE_OK;
    };
    sqlite3_wal_hook(connection.handle(), noteBytes, m_log.get()); // replaces the automatic checkpoint
}

LogKeeper::~LogKeeper()
{
    sqlite3_wal_hook(m_connection.handle(), nullptr, nullptr);
}

qint64 LogKeeper::bytesOf(std::span<const Catch> batch)
{
    constexpr qint64 besides = 2048; // of a delivery that is small: its rows, and its share of pages
    return std::accumulate(batch.begin(), batch.end(), qint64(0), [](qint64 bytes, const Catch &taken) {
        return bytes + taken.delivery.body.size() + taken.delivery.head.size() + besides;
    });
}

std::optional<int> LogKeeper::patienceMs(qint64 bytes)
{
    const auto grown = m_log->bytes();
    if (grown < m_triedAt || (m_log->m_phase == SessionLog::Phase::Copied && grown < SessionLog::copyBytes))
        begunAnew(); // by a commit
    const bool tooLong = grown >= SessionLog::pressBytes || grown + bytes >= SessionLog::limitBytes;
    if (tooLong && grown >= m_waitedAt + SessionLog::againBytes)
        return pressMs;
    const auto phase = m_log->m_phase.load();
    const bool alone = phase == SessionLog::Phase::Idle &&
                       grown >= std::max(SessionLog::selfCopyBytes, m_log->m_dueBytes.load());
    if (phase != SessionLog::Phase::Copied && !alone)
        return {};
    return grown < SessionLog::waitBytes ? 0 : pauseMs;
}

void LogKeeper::begunAnew()
{
    m_triedAt = m_waitedAt = 0;
    m_log->m_dueBytes = SessionLog::copyBytes;
    m_log->useCopy();
}

void LogKeeper::makeRoom(qint64 bytes)
{
    const auto patience = patienceMs(bytes);
    if (!patience)
        return;
    m_triedAt = m_log->bytes();
    if (*patience > 0)
        m_waitedAt = m_triedAt;
    m_log->m_dueBytes =
        m_triedAt + (m_triedAt < SessionLog::waitBytes ? SessionLog::soonBytes : SessionLog::againBytes);
    // what would not fit waits for a copy that is under way, which takes about as long as its own transaction
    for (const QDeadlineTimer copied(copyMs); m_triedAt + bytes >= SessionLog::limitBytes &&
                                              m_log->m_phase == SessionLog::Phase::Copying &&
                                              !copied.hasExpired();)
        QThread::usleep(lookAgainUs);
    // when it fails the log stays as it is, and grows: the next time, or the append itself, will tell
    const int code = copyLog(m_connection, SQLITE_CHECKPOINT_RESTART, *patience);
    m_log->noteCopied();
    if (code == SQLITE_OK) {
        m_log->m_bytes = 0; // from the next transaction on
        begunAnew();
    }
    m_log->useCopy();
}

bool LogKeeper::copyAll()
{
    const int code = copyLog(m_connection, SQLITE_CHECKPOINT_TRUNCATE, pressMs);
    m_log->noteCopied();
    if (code == SQLITE_OK) {
        m_log->m_bytes = 0;
        begunAnew();
    }
    return code == SQLITE_OK;
}

} // namespace creel
