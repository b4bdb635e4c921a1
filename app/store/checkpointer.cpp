// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/checkpointer.h"

#include "app/store/inspection.h"

#include <sqlite3.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
// SQLite syncs the file only when it got to the end of the log, and the writer would then wait for all that
// was copied here: so it is synced here as well.
int syncFile(sqlite3 *database)
{
    sqlite3_file *file = nullptr;
    const int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK || !file || !file->pMethods)
        return code;
    return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}
} // namespace

std::unique_ptr<Checkpointer> Checkpointer::open(std::shared_ptr<SessionLog> log, StoreError *error)
{
    std::unique_ptr<Checkpointer> checkpointer(new Checkpointer(std::move(log)));
    *error = checkpointer->connect();
    return *error ? nullptr : std::move(checkpointer);
}

StoreError Checkpointer::connect()
{
    StoreError error;
    auto connection = Connection::open(m_log->sessionPath(), Connection::Access::ReadWrite, &error);
    if (!connection)
        return error;
    int version = 0;
    if ((error = recognise(*connection, &version))) // and SQLite learns that there is a log
        return error;
    for (const auto &pragma : {u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA wal_autocheckpoint = 0"_s}) {
        if ((error = connection->run(pragma)))
            return error;
    }
    m_connection = std::move(connection);
    return {};
}

StoreError Checkpointer::run()
{
    auto error = m_connection ? StoreError() : connect();
    int code = SQLITE_ERROR;
    if (!error) {
        code = sqlite3_wal_checkpoint_v2(m_connection->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                         nullptr);
        m_log->noteCopied();
        if (code == SQLITE_OK)
            code = syncFile(m_connection->handle());
        error =
            m_connection->error(code == SQLITE_BUSY ? SQLITE_OK : code); // busy: the writer does it itself
    }
    if (error)
        m_connection.reset();
    m_log->m_phase = code == SQLITE_OK ? SessionLog::Phase::Copied : SessionLog::Phase::Idle;
    return error;
}

} // namespace creel
