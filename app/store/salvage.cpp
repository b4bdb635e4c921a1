// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/salvage.h"

#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/inspection.h"
#include "app/store/meta.h"
#include "app/store/rows.h"
#include "app/store/schema.h"
#include "app/store/session_lock.h"
#include "app/store/table_rescue.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <sqlite3.h>

#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
const std::array<RescuedTable, 6> &tables()
{
    static const std::array<RescuedTable, 6> all{{
        {"delivery", "id",
         "id, received_us, peer, method, target, declared_bytes, complete, marks, status, rule, malformed, "
         "trailers, "
         "head, body",
         "body"},
        {"event", "id", CREEL_EVENT_COLUMNS, {}},
        {"note", "event", "event, text, pinned", {}},
        {"replied", "first", "first, last, at_us", {}},
        {"outcome", "delivery", "delivery, duration_us, text", {}},
        {"attempt", "id", CREEL_ATTEMPT_COLUMNS, "answer_body"},
    }};
    return all;
}

// A connection to @p path that reads what it can: also of a file that is shorter than it says.
std::unique_ptr<Connection> openDamaged(const QString &path, Connection::Access access, StoreError *error)
{
    auto connection = Connection::open(path, access, error);
    if (!connection || connection->run(u"PRAGMA writable_schema = ON"_s))
        return nullptr;
    int version = 0;
    if ((*error = recognise(*connection, &version)))
        return nullptr;
    const bool listed = connection->prepare("SELECT id FROM delivery").code() == SQLITE_OK ||
                        connection->prepare("SELECT id FROM event").code() == SQLITE_OK;
    return listed ? std::move(connection) : nullptr;
}

// A copy of @p from at @p repaired whose first page, with the header and the list of tables, is that of the
// fresh session @p sound: the tables of every session begin on the same pages.
bool repairFirstPage(const QString &from, const QString &sound, const QString &repaired)
{
    if (createPrivateFile(repaired))
        return false;
    QFile damaged(from);
    QFile whole(sound);
    QFile copy(repaired);
    if (!damaged.open(QIODevice::ReadOnly) || !whole.open(QIODevice::ReadOnly) ||
        !copy.open(QIODevice::WriteOnly))
        return false;
    QByteArray firstPage = whole.read(sessionPageBytes);
    if (firstPage.size() != sessionPageBytes || !damaged.seek(sessionPageBytes))
        return false;
    // no page count: SQLite then takes it from the file's size. No free pages either
    firstPage.replace(28, 12, QByteArray(12, '\0'));
    copy.write(firstPage);
    while (!damaged.atEnd()) {
        const auto block = damaged.read(1024 * 1024);
        if (block.isEmpty() || copy.write(block) != block.size())
            return false;
    }
    return copy.flush();
}

// A delivery without events has no row to be seen by.
StoreError giveRecords(Connection &session, qint64 *given)
{
    auto orphans = session.prepare("SELECT " CREEL_DELIVERY_COLUMNS
                                   " FROM delivery WHERE id NOT IN (SELECT delivery FROM event) ORDER BY id");
    auto insert = session.prepare(rows::insertEvent);
    qint64 id = session.number(u"SELECT max(id) FROM event"_s).value_or(0);
    auto error = session.run(u"BEGIN"_s);
    while (!error && orphans.step()) {
        qint64 bodyBytes = 0;
        const auto delivery = rows::readDelivery(orphans, &bodyBytes);
        Event event;
        event.kind = bodyBytes > 0 ? PayloadKind::Binary : PayloadKind::Empty;
        event.payloadBytes = bodyBytes;
        auto record = makeRecord(delivery, event, 0);
        record.id = EventId(++id);
        record.bodyBytes = bodyBytes;
        rows::bind(insert, record);
        error = session.error(insert.run());
        ++*given;
    }
    orphans.reset();
    return error ? error : session.run(u"COMMIT"_s);
}

StoreError copyTables(const Connection &damaged, Connection &session, SalvageReport *report)
{
    std::array<qint64, 6> copied{};
    for (size_t at = 0; at < tables().size(); ++at) {
        TableRescue rescue(damaged, session, tables()[at]);
        if (const auto error = rescue.run())
            return error;
        copied[at] = rescue.copied();
        report->unreadable += rescue.unreadable();
    }
    report->deliveries = copied[0];
    report->events = copied[1];
    for (const char *key : {meta::clearedThrough, meta::lastDelivery, meta::lastEvent}) {
        if (const auto number = meta::number(damaged, key); number > 0)
            meta::setNumber(session, key, number);
    }
    // what was cut off the end has left no gap, but its events may be there
    report->unreadable += session
                              .number(u"SELECT count(DISTINCT delivery) FROM event WHERE delivery > "
                                      "coalesce((SELECT max(id) FROM delivery), 0)"_s)
                              .value_or(0);
    return giveRecords(session, &report->events);
}

StoreError salvageInto(const QString &from, const QString &to, const QString &repaired, SalvageReport *report)
{
    auto error = createSession(to);
    if (error)
        return error;
    auto damaged = openDamaged(from, accessFor(from), &error);
    if (error.kind == StoreError::Kind::Newer)
        return error;
    if (!damaged)
        damaged = openDamaged(from, Connection::Access::Immutable, &error);
    if (!damaged && repairFirstPage(from, to, repaired))
        damaged = openDamaged(repaired, Connection::Access::Immutable, &error);
    if (!damaged)
        return storeError(StoreError::Kind::NotASession, from);
    const auto session = Connection::open(to, Connection::Access::ReadWrite, &error);
    if (!session)
        return error;
    error = copyTables(*damaged, *session, report);
    if (!error && report->deliveries + report->events == 0)
        error = storeError(StoreError::Kind::NotASession, from);
    return error;
}
} // namespace

StoreError salvage(const QString &from, const QString &to, SalvageReport *report)
{
    *report = {};
    if (!QFileInfo(from).isFile() || !QFileInfo(from).isReadable())
        return storeError(StoreError::Kind::CannotOpen, from);
    if (QFileInfo::exists(to))
        return storeError(StoreError::Kind::CannotOpen, to);
    StoreError error;
    const auto lock = SessionLock::take(to, &error);
    if (!lock)
        return error;
    const QString repaired = to + u"-repaired"_s;
    error = salvageInto(from, to, repaired, report);
    QFile::remove(repaired);
    if (error)
        QFile::remove(to);
    return error;
}

} // namespace creel
