// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/writer_state.h"

#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/removal.h"

#include <sqlite3.h>

namespace creel {

namespace {
constexpr int foldAgainMs = 1000;
}

/// Where the log alone was removed, what is in it can be found in the file again: true when it is there.
bool SessionWriter::State::foldLostLog()
{
    return presence.checkBefore() && presence.hasLostItsLog() && logKeeper.copyAll();
}

/// Under its new name the file is found without its log: what is in that goes into the file, unless another
/// program has it open or has written it, which knew nothing of the log. True when it is there.
bool SessionWriter::State::foldIntoRenamed()
{
    if (presence.hasLeft())
        return true;
    if (!presence.isRenamed())
        return false;
    const OpenFile::Alone alone(presence.file());
    if (!alone || !logKeeper.log()->isFileAsLeft() || !logKeeper.copyAll())
        return false;
    presence.leave();
    return presence.hasLeft();
}

/// Each delivery that cannot be kept comes by here: whether the file was renamed is looked at now and then.
StoreError SessionWriter::State::checkBefore()
{
    auto error = presence.checkBefore();
    if (error && nextFold.hasExpired()) {
        nextFold.setRemainingTime(foldAgainMs);
        foldIntoRenamed();
    }
    return error;
}

/// What is acknowledged may then be in the log alone; whoever opened another file beside it would have it
/// written over by what is in it.
void SessionWriter::State::leaveLogOfLostFile()
{
    if (foldLostLog() || !presence.checkBefore())
        return;
    sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (foldIntoRenamed())
        presence.removeLog();
    else if (presence.leavesLogToAnother())
        setLogAside(connection->path());
}

StoreError SessionWriter::State::append(std::span<Catch> batch)
{
    Q_ASSERT(!transaction.isBegun());
    if (const auto error = checkBefore())
        return error;
    logKeeper.makeRoom(LogKeeper::bytesOf(batch));
    if (intake.isInDoubt()) {
        if (const auto error = insert({})) // the replies that are noted: what it learns is then all there
            return error;
        if (const auto error = intake.learnAgain())
            return error;
    }
    return insert(batch);
}

/// For @p batch, if it is known yet.
StoreError SessionWriter::State::beginAtOnce(std::span<Catch> batch)
{
    if (transaction.isBegun() && !presence.isKnown())
        transaction.letGo();
    const auto busy = [this] { return storeError(StoreError::Kind::Busy, connection->path()); };
    if (!transaction.isBegun()) {
        if (presence.checkBefore())
            return busy(); // append() tells why, and saves what is in the log
    }
    if (!logKeeper.hasRoom(LogKeeper::bytesOf(batch)) || intake.isInDoubt()) {
        transaction.letGo();
        return busy();
    }
    sqlite3_busy_timeout(connection->handle(), 0);
    const auto error = transaction.begin();
    sqlite3_busy_timeout(connection->handle(), Connection::busyMs);
    return error;
}

StoreError SessionWriter::State::appendAtOnce(std::span<Catch> batch)
{
    const auto error = beginAtOnce(batch);
    return error ? error : insert(batch);
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
    Q_ASSERT(!transaction.isBegun());
    if (const auto error = checkBefore())
        return error;
    const auto error = transaction.run(statements);
    return error ? error : presence.checkAfter();
}

StoreError SessionWriter::State::removeBlock(qint64 through)
{
    qint64 removed = 0;
    if (const auto error = checkBefore())
        return error;
    logKeeper.makeRoom(0);
    const auto error =
        change([this, through, &removed] { return removeThrough(*connection, through, &removed); });
    if (!error)
        intake.removed(removed);
    return error;
}

} // namespace creel
