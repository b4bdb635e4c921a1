// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/connection.h"

#include "app/store/errors.h"
#include "app/store/index_vfs.h"
#include "app/store/log_vfs.h"

#include <QSqlDriver>
#include <QSqlQuery>
#include <QUrl>

#include <sqlite3.h>

#include <atomic>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
QString uniqueName()
{
    static std::atomic<quint64> count = 0;
    return u"creel-store-%1"_s.arg(++count);
}

QString uriOf(const QString &path, Connection::Access access)
{
    const auto uri = u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    const auto by = [&uri](const char *layer) { return uri + u"?vfs="_s + QLatin1String(layer); };
    switch (access) {
    case Connection::Access::WriterSynced:
        return by(logVfs(Durability::Power));
    case Connection::Access::WriterUnsynced:
        return by(logVfs(Durability::Process));
    case Connection::Access::Immutable:
        return uri + u"?immutable=1"_s;
    default:
        return by(indexVfs());
    }
}

// What the system said when the log could not be written: on a commit SQLite does not pass it on.
int logErrno(sqlite3 *database)
{
    int systemError = 0;
    if (auto *log = openLog(database))
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &systemError);
    return systemError;
}
} // namespace

Connection::Connection(const QString &path, Access access)
    : m_path(path)
    , m_name(uniqueName())
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
    m_database.setDatabaseName(uriOf(path, access));
    auto options = u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyMs);
    if (access == Access::ReadOnly || access == Access::Immutable)
        options += u";QSQLITE_OPEN_READONLY"_s;
    m_database.setConnectOptions(options);
    if (m_database.open())
        m_handle = *static_cast<sqlite3 *const *>(m_database.driver()->handle().constData());
}

std::unique_ptr<Connection> Connection::open(const QString &path, Access access, StoreError *error)
{
    std::unique_ptr<Connection> connection(new Connection(path, access));
    if (!connection->m_handle) {
        *error = storeError(StoreError::Kind::CannotOpen, path);
        return nullptr;
    }
    return connection;
}

Connection::~Connection()
{
    m_database.close();
    m_database = {}; // removeDatabase() warns while a copy is about
    QSqlDatabase::removeDatabase(m_name);
}

StoreError Connection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return query.exec(sql) ? StoreError() : error();
}

std::optional<qint64> Connection::number(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql) || !query.next() || query.isNull(0))
        return std::nullopt;
    return query.value(0).toLongLong();
}

StoreError Connection::error() const
{
    return error(sqlite3_extended_errcode(m_handle));
}

StoreError Connection::error(int code) const
{
    int systemError = sqlite3_system_errno(m_handle);
    if (systemError == 0 && (code & 0xff) == SQLITE_IOERR)
        systemError = logErrno(m_handle);
    return sqliteError(code, systemError, m_path);
}

} // namespace creel
