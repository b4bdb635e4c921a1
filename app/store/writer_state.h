// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/intake.h"
#include "app/store/log_keeper.h"
#include "app/store/presence.h"
#include "app/store/reply_notes.h"
#include "app/store/session_file.h"
#include "app/store/session_lock.h"
#include "app/store/transaction.h"

#include <QDeadlineTimer>

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
    StoreError beginAtOnce(std::span<Catch> batch);
    StoreError insert(std::span<Catch> batch);
    StoreError change(const std::function<int()> &statements);
    StoreError removeBlock(qint64 through);
    StoreError checkBefore();
    void leaveLogOfLostFile();
    bool foldLostLog();
    bool foldIntoRenamed();

    Durability durability;
    std::unique_ptr<SessionLock> lock; // let go when the connection is closed
    std::unique_ptr<Connection> connection;
    Transaction transaction;
    Intake intake;
    ReplyNotes replyNotes;
    LogKeeper logKeeper;
    Presence presence;
    QDeadlineTimer nextFold; ///< when it is tried again
};

} // namespace creel
