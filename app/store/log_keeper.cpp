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
// Replies wait for it: a little for readers of ours, which make way within a millisecond, and long only when
// the log is too long.
constexpr int pauseMs = 4;
constexpr int pressMs = 100;
constexpr int copyMs = 10'000; // at most, should a disk be that slow
constexpr unsigned lookAgainUs = 200;

/// SQLite's own waiting sleeps for whole milliseconds.
int waitALittle(void *patient, int)
{
    if (static_cast<QDeadlineTimer *>(patient)->hasExpired())
        return 0;
    QThread::usleep(lookAgainUs);
    return 1;
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

int LogKeeper::patienceMs(qint64 bytes)
{
    const auto grown = m_log->bytes();
    if (grown < m_triedAt)
        begunAnew();
    const bool tooLong = grown >= SessionLog::pressBytes || grown + bytes >= SessionLog::limitBytes;
    if (tooLong && grown >= m_triedAt + SessionLog::againBytes)
        return pressMs;
    const auto phase = m_log->m_phase.load();
    const bool alone = phase == SessionLog::Phase::Idle &&
                       grown >= std::max(SessionLog::selfCopyBytes, m_log->m_dueBytes.load());
    return phase == SessionLog::Phase::Copied || alone ? pauseMs : 0;
}

void LogKeeper::begunAnew()
{
    m_triedAt = 0;
    m_log->m_dueBytes = SessionLog::copyBytes;
}

void LogKeeper::makeRoom(qint64 bytes)
{
    const int patience = patienceMs(bytes);
    if (patience == 0)
        return;
    m_triedAt = m_log->bytes();
    m_log->m_dueBytes = m_triedAt + SessionLog::againBytes;
    // what would not fit waits for a copy that is under way, which takes about as long as its own transaction
    for (const QDeadlineTimer copied(copyMs); m_triedAt + bytes >= SessionLog::limitBytes &&
                                              m_log->m_phase == SessionLog::Phase::Copying &&
                                              !copied.hasExpired();)
        QThread::usleep(lookAgainUs);
    QDeadlineTimer patient(patience, Qt::PreciseTimer);
    sqlite3_busy_handler(m_connection.handle(), waitALittle, &patient);
    // when it fails the log stays as it is, and grows: the next time, or the append itself, will tell
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    m_log->noteCopied();
    if (code == SQLITE_OK) {
        m_log->m_bytes = 0; // from the next transaction on
        begunAnew();
    }
    sqlite3_busy_timeout(m_connection.handle(), Connection::busyMs);
    auto copied = SessionLog::Phase::Copied;
    m_log->m_phase.compare_exchange_strong(copied, SessionLog::Phase::Idle);
}

bool LogKeeper::copyAll()
{
    QDeadlineTimer patient(pressMs, Qt::PreciseTimer);
    sqlite3_busy_handler(m_connection.handle(), waitALittle, &patient);
    const int code = sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE,
                                               nullptr, nullptr);
    m_log->noteCopied();
    sqlite3_busy_timeout(m_connection.handle(), Connection::busyMs);
    if (code == SQLITE_OK) {
        m_log->m_bytes = 0;
        begunAnew();
    }
    return code == SQLITE_OK;
}

} // namespace creel
