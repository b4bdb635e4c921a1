// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/inspection.h"

#include "app/store/errors.h"
#include "app/store/meta.h"
#include "app/store/schema.h"
#include "app/store/whole_read.h"

#include <QFileInfo>
#include <QSqlQuery>

#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 checkedWholeBytes = 32LL * 1024 * 1024;
constexpr qint64 greatestLastId =
    std::numeric_limits<qint64>::max() - (1LL << 40); // an age's worth may follow

// SQLite deletes the log of a file without a byte, even for who may only read: it is not to be opened then.
bool isEmptyWithLog(const QString &path)
{
    return QFileInfo(path).size() == 0 && QFileInfo(path + u"-wal"_s).size() > 0;
}

// A trigger could delete what is inserted, a view never end, and what is missing be found out by the first
// append. What SQLite keeps for itself, such as sqlite_sequence, may be there.
StoreError checkSchema(const Connection &connection, int version)
{
    if (version != sessionVersion)
        return {};
    auto statement = connection.prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NULL OR sql NOT GLOB 'CREATE TABLE sqlite_*'");
    const bool sensible = statement.code() != SQLITE_ERROR; // which a schema beyond reading is as well
    QStringList statements;
    while (sensible && statement.code() == SQLITE_OK && statement.step())
        statements << QString::fromUtf8(statement.view(0));
    if (sensible && statement.code() != SQLITE_OK)
        return connection.error(statement.code());
    return sensible && isSessionSchema(statements) ? StoreError()
                                                   : storeError(StoreError::Kind::Damaged, connection.path());
}

// What comes next would not get an id of its own.
StoreError checkRoomForIds(const Connection &connection)
{
    auto statement = connection.prepare("SELECT max(ifnull((SELECT max(id) FROM delivery), 0), "
                                        "ifnull((SELECT max(id) FROM event), 0))");
    if (!statement.step())
        return connection.error(statement.code());
    auto last = statement.number(0);
    for (const char *key : {meta::lastDelivery, meta::lastEvent, meta::clearedThrough})
        last = std::max(last, meta::number(connection, key));
    return last <= greatestLastId ? StoreError() : storeError(StoreError::Kind::Damaged, connection.path());
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

StoreError checkAll(Connection &connection, Connection::Access access, const QFileInfo &info, int *version)
{
    auto error = recognise(connection, version);
    // SQLite takes what a last page lacks for zeros
    if (!error && access == Connection::Access::Immutable && info.size() % sessionPageBytes != 0)
        error = storeError(StoreError::Kind::Damaged, connection.path());
    if (!error)
        error = checkSchema(connection, *version);
    if (!error)
        error = info.size() <= checkedWholeBytes ? checkWhole(connection) : checkEnds(connection);
    if (!error && *version == sessionVersion)
        error = checkRoomForIds(connection);
    return error;
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
    if (!connection)
        return nullptr;
    *error = readWhole(*connection, [&] {
        const auto problem = recognise(*connection, &version);
        return problem ? problem : checkSchema(*connection, version);
    });
    if (*error)
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
    return readWhole(*connection, [&] { return checkAll(*connection, access, info, &inspection->version); });
}

} // namespace creel
