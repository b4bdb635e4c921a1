// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/inspection.h"

#include "app/store/errors.h"
#include "app/store/rows.h"
#include "app/store/schema.h"

#include <QFileInfo>
#include <QSqlQuery>

#include <sqlite3.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 checkedWholeBytes = 32LL * 1024 * 1024;

// Every table has to be there with its columns, or the first append would find out.
StoreError checkTables(const Connection &connection)
{
    for (const char *sql :
         {"SELECT " CREEL_DELIVERY_COLUMNS ", body FROM delivery",
          "SELECT " CREEL_EVENT_COLUMNS " FROM event",
          "SELECT " CREEL_ATTEMPT_COLUMNS " FROM attempt INDEXED BY attempt_source WHERE source = 0",
          "SELECT event, text, pinned FROM note", "SELECT first, last, at_us FROM replied",
          "SELECT delivery, duration_us, text FROM outcome", "SELECT key, value FROM meta"}) {
        const int code = connection.prepare(sql).code();
        if (code == SQLITE_ERROR)
            return storeError(StoreError::Kind::Damaged, connection.path());
        if (code != SQLITE_OK)
            return connection.error(code);
    }
    return {};
}

// SQLite deletes the log of a file without a byte, even for who may only read: it is not to be opened then.
bool isEmptyWithLog(const QString &path)
{
    return QFileInfo(path).size() == 0 && QFileInfo(path + u"-wal"_s).size() > 0;
}

StoreError checkEnds(const Connection &connection)
{
    for (const char *sql :
         {"SELECT * FROM delivery ORDER BY id LIMIT 1", "SELECT * FROM delivery ORDER BY id DESC LIMIT 1",
          "SELECT * FROM event ORDER BY id LIMIT 1", "SELECT * FROM event ORDER BY id DESC LIMIT 1"}) {
        auto statement = connection.prepare(sql);
        statement.step();
        if (statement.code() != SQLITE_OK)
            return connection.error(statement.code());
    }
    return {};
}

StoreError checkWhole(const Connection &connection)
{
    auto statement = connection.prepare("PRAGMA quick_check(1)");
    if (!statement.step())
        return connection.error(statement.code());
    if (statement.view(0) != "ok")
        return storeError(StoreError::Kind::Damaged, connection.path());
    return {};
}
} // namespace

Connection::Access accessFor(const QString &path)
{
    return QFileInfo(path + u"-wal"_s).size() > 0 ? Connection::Access::ReadOnly
                                                  : Connection::Access::Immutable;
}

StoreError recognise(Connection &connection, int *version)
{
    const auto applicationId = connection.number(u"PRAGMA application_id"_s);
    const auto userVersion = applicationId ? connection.number(u"PRAGMA user_version"_s) : std::nullopt;
    if (!userVersion)
        return connection.error();
    *version = int(*userVersion);
    if (*applicationId != sessionApplicationId || *version < 1)
        return storeError(StoreError::Kind::NotASession, connection.path());
    if (*version > sessionVersion)
        return storeError(StoreError::Kind::Newer, connection.path());
    if (connection.number(u"PRAGMA page_size"_s) != sessionPageBytes)
        return storeError(StoreError::Kind::Damaged, connection.path());
    return {};
}

// With a log beside the file, only a connection that may not write leaves both alone. Without one, that
// connection would leave an empty log behind; one that may write clears it away, and is kept from writing
// otherwise. A read-only folder or medium takes neither: nobody writes there, so the file is read as it is.
std::unique_ptr<Connection> openForReading(const QString &path, StoreError *error)
{
    using Access = Connection::Access;
    if (isEmptyWithLog(path)) {
        *error = storeError(StoreError::Kind::Damaged, path);
        return nullptr;
    }
    int version = 0;
    const auto access = accessFor(path);
    auto connection = Connection::open(path, access, error);
    if (!connection || (*error = recognise(*connection, &version)))
        return nullptr;
    if (access != Access::Immutable)
        return connection;
    auto shared = Connection::open(path, Access::ReadWrite, error);
    if (!shared)
        return nullptr;
    *error = shared->run(u"PRAGMA query_only = ON"_s);
    if (!*error)
        *error = recognise(*shared, &version);
    if (!*error)
        return shared;
    if (error->kind != StoreError::Kind::CannotOpen && error->kind != StoreError::Kind::ReadOnly)
        return nullptr;
    *error = {};
    return connection;
}

StoreError inspect(const QString &path, Inspection *inspection)
{
    const QFileInfo info(path);
    if (info.isFile() && isEmptyWithLog(path))
        return storeError(StoreError::Kind::Damaged, path);
    if (!info.exists() || (info.isFile() && info.size() == 0)) {
        inspection->fresh = true;
        return {};
    }
    // anything but a plain file (a pipe, say) could block whoever opens it
    if (!info.isFile() || !info.isReadable())
        return storeError(StoreError::Kind::CannotOpen, path);

    StoreError error;
    const auto access = accessFor(path);
    const auto connection = Connection::open(path, access, &error);
    if (!connection)
        return error;
    error = recognise(*connection, &inspection->version);
    // SQLite takes what a last page lacks for zeros
    if (!error && access == Connection::Access::Immutable && info.size() % sessionPageBytes != 0)
        error = storeError(StoreError::Kind::Damaged, path);
    if (!error && inspection->version == sessionVersion)
        error = checkTables(*connection);
    if (!error)
        error = info.size() <= checkedWholeBytes ? checkWhole(*connection) : checkEnds(*connection);
    return error;
}

} // namespace creel
