// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/meta.h"
#include "app/store/removal.h"
#include "app/store/rows.h"
#include "app/store/session_copy.h"
#include "app/store/whole_read.h"
#include "app/store/writer_state.h"
#include "app/store/writing_connection.h"

#include <sqlite3.h>

namespace creel {

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
    *error = readWhole(*writer->m_state->connection, [&] {
        return intake.load([&](qint64 read, qint64 of) {
            stopped = progress && !progress(read, of);
            return !stopped;
        });
    });
    if (!*error && !stopped)
        *error = configureForWriting(*writer->m_state->connection);
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
    if (!connection || configureForWriting(*connection))
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

bool SessionWriter::getReady()
{
    return !m_state->beginAtOnce({}); // if there is an error, appending tells
}

void SessionWriter::letGo()
{
    m_state->transaction.letGo();
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
    auto change = m_state->connection->prepare(none ? "DELETE FROM note WHERE event = ?1" : rows::insertNote);
    if (none)
        change.bind(1, qint64(event));
    else
        rows::bindNote(change, event, note, pinned);
    return m_state->change([&change] { return change.run(); });
}

StoreError SessionWriter::setClearedThrough(EventId through)
{
    if (const auto error = flush()) // what it learns anew from the file is then all there
        return error;
    const auto &connection = *m_state->connection;
    const auto error = m_state->change([&connection, through] {
        return meta::setNumber(connection, meta::clearedThrough, qint64(through));
    });
    if (!error)
        return m_state->intake.hide(qint64(through));
    m_state->intake.doubt(); // it may be in the file even so
    return error;
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
            const auto error = m_state->checkBefore();
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
        error = configureForWriting(*connection);
    if (error)
        return error;
    auto moved = std::make_unique<State>(std::move(lock), std::move(connection), m_state->durability);
    moved->intake.takeOver(m_state->intake);
    m_state = std::move(moved);
    return {};
}

bool SessionWriter::isAt(const QString &path) const
{
    return m_state->presence.file().isAt(path);
}

std::shared_ptr<SessionLog> SessionWriter::log() const
{
    return m_state->logKeeper.log();
}

} // namespace creel
