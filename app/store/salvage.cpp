// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/salvage.h"

#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/inspection.h"
#include "app/store/meta.h"
#include "app/store/rows.h"
#include "app/store/schema.h"
#include "app/store/session_copy.h"
#include "app/store/session_lock.h"
#include "app/store/session_tables.h"
#include "app/store/table_rescue.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 farthestRows = qint64(1) << 40; // more was read out of rubbish

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

// How many rows there may be; 0: not known.
qint64 expectedRows(const Connection &damaged)
{
    qint64 rows = 0;
    for (const char *last : {"SELECT max(id) FROM delivery", "SELECT max(id) FROM event"}) {
        auto found = damaged.prepare(last);
        rows += found.step() ? std::clamp<qint64>(found.number(0), 0, farthestRows) : 0;
    }
    return rows < farthestRows ? rows : 0;
}

StoreError copyTables(const Connection &damaged, Connection &session, const CopyProgress &progress,
                      bool *stopped, SalvageReport *report)
{
    const auto expected = expectedRows(damaged);
    std::array<qint64, 6> copied{};
    qint64 before = 0;
    for (size_t at = 0; at < copied.size(); ++at) {
        TableRescue rescue(damaged, session, sessionTables()[at], [&](qint64 rows) {
            *stopped = progress && !progress(before + rows, std::max(expected, before + rows));
            return !*stopped;
        });
        if (const auto error = rescue.run(); error || *stopped)
            return error;
        before += rescue.copied();
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

StoreError salvageInto(const QString &from, const QString &to, const QString &repaired,
                       const CopyProgress &progress, bool *stopped, SalvageReport *report)
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
    error = copyTables(*damaged, *session, progress, stopped, report);
    if (!error && !*stopped && report->deliveries + report->events == 0)
        error = storeError(StoreError::Kind::NotASession, from);
    return error;
}
} // namespace

StoreError salvage(const QString &from, const QString &to, SalvageReport *report,
                   const CopyProgress &progress)
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
    bool stopped = false;
    error = salvageInto(from, to, repaired, progress, &stopped, report);
    QFile::remove(repaired);
    if (error || stopped)
        removeSession(to);
    return error;
}

} // namespace creel
