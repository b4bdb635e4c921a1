// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/removal.h"

#include "app/store/log_vfs.h"
#include "app/store/meta.h"
#include "app/store/schema.h"

#include <sqlite3.h>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 shrinkBelowBytes =
    32LL * 1024 * 1024; // what is in use is written anew: not much, or replies wait

qint64 single(const Connection &connection, const char *sql, qint64 parameter)
{
    auto statement = connection.prepare(sql);
    statement.bind(1, parameter);
    return statement.step() ? statement.number(0) : 0;
}

int change(const Connection &connection, const char *sql, qint64 parameter)
{
    auto statement = connection.prepare(sql);
    statement.bind(1, parameter);
    return statement.run();
}

qint64 usedBytes(Connection &connection)
{
    const auto pages = connection.number(u"PRAGMA page_count"_s).value_or(0);
    return (pages - connection.number(u"PRAGMA freelist_count"_s).value_or(0)) * sessionPageBytes;
}

// How many of the oldest events are too many, by count and by size.
qint64 surplus(Connection &connection, const Retention &retention, qint64 events)
{
    qint64 count = 0;
    if (retention.maxEvents > 0)
        count = events - retention.maxEvents;
    if (retention.maxBytes > 0 && events > 0) {
        const auto used = usedBytes(connection);
        const auto bytesEach = std::max<qint64>(1, used / events);
        count = std::max(count, (used - retention.maxBytes + bytesEach - 1) / bytesEach);
    }
    return count;
}
} // namespace

qint64 hiddenBlock(const Connection &connection, EventId through)
{
    auto statement =
        connection.prepare("SELECT max(id) FROM (SELECT id FROM event WHERE id <= ? ORDER BY id LIMIT ?)");
    statement.bind(1, qint64(through));
    statement.bind(2, removalBlockEvents);
    return statement.step() ? statement.number(0) : 0;
}

qint64 surplusBlock(Connection &connection, const Retention &retention, qint64 events, qint64 nowUs)
{
    const auto count = surplus(connection, retention, events);
    const auto tooOldUs = retention.maxAgeUs > 0 ? nowUs - retention.maxAgeUs : 0;
    auto oldest = connection.prepare("SELECT id, received_us FROM event ORDER BY id LIMIT ?");
    oldest.bind(1, removalBlockEvents);
    qint64 last = 0;
    for (qint64 passed = 0; oldest.step() && (passed < count || oldest.number(1) < tooOldUs); ++passed)
        last = oldest.number(0);
    return last;
}

int removeThrough(Connection &connection, qint64 through, qint64 *removedEvents)
{
    // a delivery goes with its last event
    auto next = connection.prepare("SELECT delivery FROM event WHERE id > ? ORDER BY id LIMIT 1");
    next.bind(1, through);
    const auto delivery =
        next.step() ? next.number(0) - 1
                    : single(connection, "SELECT delivery FROM event WHERE id <= ? ORDER BY id DESC LIMIT 1",
                             through);
    next.reset();
    const auto lastDelivery = single(connection, "SELECT max(id) FROM delivery WHERE id > ?", 0);
    const auto lastEvent = single(connection, "SELECT max(id) FROM event WHERE id > ?", 0);

    int code = change(connection, "DELETE FROM event WHERE id <= ?", through);
    *removedEvents += sqlite3_changes64(connection.handle());
    const auto then = [&](const char *sql, qint64 id) {
        if (code == SQLITE_OK)
            code = change(connection, sql, id);
    };
    then("DELETE FROM note WHERE event <= ?", through);
    then("DELETE FROM attempt WHERE source BETWEEN 1 AND ?", through);
    then("DELETE FROM delivery WHERE id <= ?", delivery);
    then("DELETE FROM outcome WHERE delivery <= ?", delivery);
    then("DELETE FROM replied WHERE first <= ?1 AND last <= ?1", delivery);
    if (code == SQLITE_OK && lastDelivery > meta::number(connection, meta::lastDelivery))
        code = meta::setNumber(connection, meta::lastDelivery, lastDelivery);
    if (code == SQLITE_OK && lastEvent > meta::number(connection, meta::lastEvent))
        code = meta::setNumber(connection, meta::lastEvent, lastEvent);
    return code;
}

StoreError shrink(Connection &connection)
{
    const auto freeBytes = connection.number(u"PRAGMA freelist_count"_s).value_or(0) * sessionPageBytes;
    const auto used = usedBytes(connection);
    if (used > shrinkBelowBytes || freeBytes < used || freeBytes < shrinkBelowBytes / 32)
        return {};
    const auto error = connection.run(u"VACUUM"_s);
    if (error)
        dropUnsynced(connection.handle());
    return error;
}

} // namespace creel
