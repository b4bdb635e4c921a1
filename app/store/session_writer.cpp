// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/errors.h"
#include "app/store/intake.h"
#include "app/store/log_keeper.h"
#include "app/store/meta.h"
#include "app/store/presence.h"
#include "app/store/removal.h"
#include "app/store/reply_notes.h"
#include "app/store/rows.h"
#include "app/store/session_copy.h"
#include "app/store/session_lock.h"
#include "app/store/transaction.h"
#include "app/store/writing_connection.h"

#include <sqlite3.h>

namespace creel {

/// The open session, once it is known to be sound.
struct SessionWriter::State {
    State(std::unique_ptr<SessionLock> held, std::unique_ptr<Connection> opened, Durability lasting,
          std::shared_ptr<SessionLog> log = {})
        : durability(lasting)
        , lock(std::move(held))
        , connection(std::move(opened))
        , transaction(*connection)
        , intake(*connection)
        , replyNotes(*connection)
        , logKeeper(*connection, std::move(log))
        , presence(*connection, *lock)
    {
    }

    StoreError append(std::span<Catch> batch);
    StoreError appendAtOnce(std::span<Catch> batch);
    StoreError insert(std::span<Catch> batch);
    StoreError change(const std::function<int()> &statements);
    StoreError removeBlock(qint64 through);
    void leaveLogOfLostFile();
    bool foldLostLog();

    Durability durability;
    std::unique_ptr<SessionLock> lock; // let go when the connection is closed
    std::unique_ptr<Connection> connection;
    Transaction transaction;
    Intake intake;
    ReplyNotes replyNotes;
    LogKeeper logKeeper;
    Presence presence;
};

/// Where the log alone was removed, what is in it can be found in the file again: true when it is there.
bool SessionWriter::State::foldLostLog()
{
    return presence.checkBefore() && presence.hasLostItsLog() && logKeeper.copyAll();
}

/// What is acknowledged may then be in the log alone.
void SessionWriter::State::leaveLogOfLostFile()
{
    if (!foldLostLog() && presence.checkBefore())
        sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

StoreError SessionWriter::State::append(std::span<Catch> batch)
{
    if (const auto error = presence.checkBefore())
        return error;
    logKeeper.makeRoom(LogKeeper::bytesOf(batch));
    return insert(batch);
}

StoreError SessionWriter::State::appendAtOnce(std::span<Catch> batch)
{
    if (const auto error = presence.checkBefore()) // append() makes a lost log anew
        return presence.hasLostItsLog() ? storeError(StoreError::Kind::Busy, connection->path()) : error;
    if (!logKeeper.hasRoom(LogKeeper::bytesOf(batch)))
        return storeError(StoreError::Kind::Busy, connection->path());
    sqlite3_busy_timeout(connection->handle(), 0);
    const auto error = insert(batch);
    sqlite3_busy_timeout(connection->handle(), Connection::busyMs);
    return error;
}

StoreError SessionWriter::State::insert(std::span<Catch> batch)
{
    intake.begin();
    const bool withNotes = batch.empty() || replyNotes.isDue();
    const auto failed = transaction.run([this, batch, withNotes] {
        int code = SQLITE_OK;
        for (auto taken = batch.begin(); taken != batch.end() && code == SQLITE_OK; ++taken)
            code = intake.insert(*taken);
        return code == SQLITE_OK && withNotes ? replyNotes.insert() : code;
    });
    if (failed) {
        intake.rollback();
        return failed;
    }
    intake.commit();
    if (withNotes)
        replyNotes.clear();
    auto error = presence.checkAfter();
    if (error.kind == StoreError::Kind::Busy) // it is written: not to be tried again
        error.kind = StoreError::Kind::CannotOpen;
    return error;
}

/// A transaction of @p statements, which return a result code, that takes nothing in.
StoreError SessionWriter::State::change(const std::function<int()> &statements)
{
    if (const auto error = presence.checkBefore())
        return error;
    const auto error = transaction.run(statements);
    return error ? error : presence.checkAfter();
}

StoreError SessionWriter::State::removeBlock(qint64 through)
{
    qint64 removed = 0;
    if (const auto error = presence.checkBefore())
        return error;
    logKeeper.makeRoom(0);
    const auto error =
        change([this, through, &removed] { return removeThrough(*connection, through, &removed); });
    if (!error)
        intake.removed(removed);
    return error;
}

std::unique_ptr<SessionWriter> SessionWriter::open(const QString &path, Durability durability,
                                                   StoreError *error, const OpenProgress &progress)
{
    const auto real = realPath(path);
    auto lock = SessionLock::take(real, error);
    if (!lock)
        return nullptr;
    auto connection = connectForWriting(real, durability, error);
    if (!connection)
        return nullptr;
    std::unique_ptr<SessionWriter> writer(new SessionWriter);
    writer->m_state = std::make_unique<State>(std::move(lock), std::move(connection), durability);
    auto &intake = writer->m_state->intake;
    bool stopped = false;
    *error = intake.load([&](qint64 read, qint64 of) {
        stopped = progress && !progress(read, of);
        return !stopped;
    });
    if (!*error && !stopped)
        *error = configureForWriting(*writer->m_state->connection, durability);
    return *error || stopped ? nullptr : std::move(writer);
}

SessionWriter::~SessionWriter()
{
    flush();
    m_state->leaveLogOfLostFile();
}

/// Goes on with a log of its own on a connection that is made anew: this one's goes to where nobody finds it.
void SessionWriter::replaceLostLog()
{
    if (!m_state->foldLostLog())
        return;
    StoreError error; // if there is one, appending tells
    auto connection = connectForWriting(m_state->connection->path(), m_state->durability, &error);
    if (!connection || configureForWriting(*connection, m_state->durability))
        return;
    auto anew = std::make_unique<State>(std::move(m_state->lock), std::move(connection), m_state->durability,
                                        m_state->logKeeper.log());
    anew->intake.takeOver(m_state->intake);
    anew->replyNotes.takeOver(m_state->replyNotes);
    m_state = std::move(anew);
}

StoreError SessionWriter::append(std::span<Catch> batch)
{
    replaceLostLog();
    return m_state->append(batch);
}

StoreError SessionWriter::appendAtOnce(std::span<Catch> batch)
{
    return m_state->appendAtOnce(batch);
}

void SessionWriter::noteReplied(DeliveryId first, DeliveryId last, qint64 atUs)
{
    m_state->replyNotes.noteReplied(first, last, atUs);
}

void SessionWriter::noteOutcome(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome)
{
    m_state->replyNotes.noteOutcome(delivery, durationUs, outcome);
    m_state->intake.setReplied(delivery, durationUs >= 0);
}

StoreError SessionWriter::flush()
{
    return m_state->replyNotes.isEmpty() ? StoreError() : m_state->append({});
}

StoreError SessionWriter::saveAttempt(Attempt &attempt)
{
    auto insert = m_state->connection->prepare(rows::insertAttempt);
    rows::bind(insert, attempt);
    const auto error = m_state->change([&insert] { return insert.run(); });
    if (!error)
        attempt.id = AttemptId(sqlite3_last_insert_rowid(m_state->connection->handle()));
    return error;
}

StoreError SessionWriter::setNote(EventId event, const QByteArray &note, bool pinned)
{
    const bool none = note.isEmpty() && !pinned;
    auto change = m_state->connection->prepare(
        none ? "DELETE FROM note WHERE event = ?1"
             : "INSERT OR REPLACE INTO note (event, text, pinned) VALUES (?1,?2,?3)");
    change.bind(1, qint64(event));
    if (!none) {
        change.bindText(2, note);
        change.bind(3, pinned);
    }
    return m_state->change([&change] { return change.run(); });
}

StoreError SessionWriter::setClearedThrough(EventId through)
{
    if (const auto error = flush()) // what it learns anew from the file is then all there
        return error;
    const auto &connection = *m_state->connection;
    const auto before = clearedThrough();
    const auto error = m_state->change([&connection, through] {
        return meta::setNumber(connection, meta::clearedThrough, qint64(through));
    });
    return error ? error : m_state->intake.hidden(qint64(before), qint64(through));
}

EventId SessionWriter::clearedThrough() const
{
    return EventId(meta::number(*m_state->connection, meta::clearedThrough));
}

qint64 SessionWriter::identity() const
{
    return meta::number(*m_state->connection, meta::identity);
}

StoreError SessionWriter::purge(bool *more, EventId through)
{
    for (;;) {
        const auto hidden = clearedThrough();
        m_state->intake.forgetHidden();
        const auto block =
            hiddenBlock(*m_state->connection, through == EventId{} ? hidden : std::min(hidden, through));
        if (more)
            *more = block > 0;
        if (block == 0) {
            const auto error = m_state->presence.checkBefore();
            return error ? error : shrink(*m_state->connection);
        }
        if (const auto error = m_state->removeBlock(block); error || more)
            return error;
    }
}

StoreError SessionWriter::applyRetention(const Retention &retention, qint64 nowUs, bool *more,
                                         EventId *through)
{
    const auto block = surplusBlock(*m_state->connection, retention, m_state->intake.events(), nowUs);
    *more = block > 0;
    const auto error = *more ? m_state->removeBlock(block) : StoreError();
    if (*more && !error && through)
        *through = EventId(block);
    return error;
}

StoreError SessionWriter::moveTo(const QString &copy, const QString &path)
{
    const auto real = realPath(path);
    StoreError error = flush();
    auto lock = error ? nullptr : SessionLock::take(real, &error);
    if (!error)
        error = completeCopy(m_state->connection->path(), copy);
    if (!error)
        error = putInPlace(copy, real);
    if (error)
        return error;
    auto connection = connectForWriting(real, m_state->durability, &error);
    if (!error)
        error = configureForWriting(*connection, m_state->durability);
    if (error)
        return error;
    auto moved = std::make_unique<State>(std::move(lock), std::move(connection), m_state->durability);
    moved->intake.takeOver(m_state->intake);
    m_state = std::move(moved);
    return {};
}

std::shared_ptr<SessionLog> SessionWriter::log() const
{
    return m_state->logKeeper.log();
}

} // namespace creel
