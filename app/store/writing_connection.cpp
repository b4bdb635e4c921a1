// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/writing_connection.h"

#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/inspection.h"
#include "app/store/schema.h"
#include "app/store/session_log.h"

#include <sqlite3.h>

namespace creel {

using namespace Qt::StringLiterals;

std::unique_ptr<Connection> connectForWriting(const QString &path, Durability durability, StoreError *error)
{
    Inspection inspection;
    *error = inspect(path, &inspection);
    if (!*error && inspection.fresh)
        *error = createSession(path);
    if (*error)
        return nullptr;
    makePrivate(path);
    using Access = Connection::Access;
    auto connection = Connection::open(
        path, durability == Durability::Power ? Access::WriterSynced : Access::WriterUnsynced, error);
    if (!connection)
        return nullptr;
    sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (sqlite3_db_readonly(connection->handle(), "main") == 1)
        *error = storeError(StoreError::Kind::ReadOnly, path);
    else if (!inspection.fresh && inspection.version < sessionVersion)
        *error = migrate(*connection, inspection.version);
    return *error ? nullptr : std::move(connection);
}

StoreError configureForWriting(Connection &connection)
{
    for (const auto &pragma :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA secure_delete = FAST"_s,
          u"PRAGMA journal_size_limit = %1"_s.arg(SessionLog::limitBytes)}) {
        if (const auto error = connection.run(pragma))
            return error;
    }
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return {};
}

} // namespace creel
