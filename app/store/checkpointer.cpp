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

Checkpointer::Checkpointer(std::shared_ptr<SessionLog> log, std::unique_ptr<Connection> connection)
    : m_log(std::move(log))
    , m_connection(std::move(connection))
{
}

std::unique_ptr<Checkpointer> Checkpointer::open(std::shared_ptr<SessionLog> log, StoreError *error)
{
    auto connection = Connection::open(log->sessionPath(), Connection::Access::ReadWrite, error);
    if (!connection)
        return nullptr;
    int version = 0;
    if ((*error = recognise(*connection, &version))) // and SQLite learns that there is a log
        return nullptr;
    for (const auto &pragma : {u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA wal_autocheckpoint = 0"_s}) {
        if ((*error = connection->run(pragma)))
            return nullptr;
    }
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(log), std::move(connection)));
}

StoreError Checkpointer::run()
{
    int code = sqlite3_wal_checkpoint_v2(m_connection->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                         nullptr);
    const auto error =
        m_connection->error(code == SQLITE_BUSY ? SQLITE_OK : code); // busy: the writer does it itself
    if (code == SQLITE_OK)
        code = syncFile(m_connection->handle());
    m_log->m_phase = code == SQLITE_OK ? SessionLog::Phase::Copied : SessionLog::Phase::Idle;
    return error ? error : m_connection->error(code == SQLITE_BUSY ? SQLITE_OK : code);
}

} // namespace creel
