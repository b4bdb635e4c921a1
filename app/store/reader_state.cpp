// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reader_state.h"

#include "app/store/rows.h"
#include "app/store/whole_read.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace creel {

namespace {
constexpr size_t mostVisited = 4096;                            // events of a scan at once
constexpr auto greatestId = std::numeric_limits<qint64>::max(); // nothing can follow it
constexpr qint64 blockBytes = 4 * 1024 * 1024;                  // of bodies
// A read transaction keeps the log from being begun anew, and the writer waits for its end: see LogKeeper.
constexpr qint64 transactionNs = 500'000;
// Beyond this a body is read straight into its place; smaller ones come faster with their row.
#define CREEL_INLINE_BODY_BYTES "65536"
} // namespace

SessionReader::State::State(std::unique_ptr<Connection> opened)
    : connection(std::move(opened))
    , events(connection->prepare("SELECT " CREEL_EVENT_COLUMNS " FROM event WHERE id >= ? ORDER BY id"), 0)
    , deliveries(connection->prepare("SELECT " CREEL_DELIVERY_COLUMNS
                                     ", CASE WHEN length(body) <= " CREEL_INLINE_BODY_BYTES
                                     " THEN body END FROM delivery WHERE id >= ? ORDER BY id"),
                 0)
    , glances(connection->prepare("SELECT event.id, length(body) > " CREEL_INLINE_BODY_BYTES
                                  ", target, head, CASE WHEN length(body) <= " CREEL_INLINE_BODY_BYTES
                                  " THEN body END FROM event JOIN delivery ON delivery.id = event.delivery "
                                  "WHERE event.id >= ? ORDER BY event.id"),
              0)
    , notes(connection->prepare("SELECT event, text, pinned FROM note WHERE event >= ? ORDER BY event"), 0)
    , replyTimes(*connection)
    , cleared(connection->prepare("SELECT value FROM meta WHERE key = 'cleared_through'"))
{
}

int SessionReader::State::read(const std::function<int()> &part)
{
    return readWhole(connection->handle(), [this, &part] {
        const int code = part();
        close();
        return code;
    });
}

int SessionReader::State::readLargeBody(DeliveryId id, QByteArray &body)
{
    sqlite3_blob *blob = nullptr;
    int code = sqlite3_blob_open(connection->handle(), "main", "delivery", "body", qint64(id), 0, &blob);
    if (code == SQLITE_OK) {
        body.resize(sqlite3_blob_bytes(blob));
        code = sqlite3_blob_read(blob, body.data(), int(body.size()), 0);
    }
    sqlite3_blob_close(blob);
    return code;
}

int SessionReader::State::readDelivery(DeliveryId id, Delivery &delivery)
{
    if (!deliveries.seek(qint64(id)))
        return deliveries.code() == SQLITE_OK ? SQLITE_NOTFOUND : deliveries.code();
    if (deliveries.row().number(0) != qint64(id))
        return SQLITE_NOTFOUND;
    qint64 bodyBytes = 0;
    delivery = rows::readDelivery(deliveries.row(), &bodyBytes);
    delivery.body = deliveries.row().bytes(rows::bodyColumn);
    if (delivery.body.size() != bodyBytes) {
        if (const int code = readLargeBody(id, delivery.body); code != SQLITE_OK)
            return code;
    }
    replyTimes.complete(id, delivery.receivedAtUs, !delivery.malformed.isEmpty(), delivery.reply);
    return SQLITE_OK;
}

Looked SessionReader::State::lookAt(EventId id, const Look &look)
{
    const auto &row = glances.row();
    if (!glances.seek(qint64(id)) || row.number(0) != qint64(id) || row.number(1) != 0)
        return Looked::Read; // which tells what there is to tell
    return look(id, {row.view(2), row.view(3), row.view(4)});
}

void SessionReader::State::readRecord(EventRecord &record)
{
    rows::readRecord(events.row(), pool, record);
    replyTimes.complete(record.delivery, record.receivedAtUs, !record.malformed.isEmpty(), record.reply);
    if (notes.seek(qint64(record.id)) && notes.row().number(0) == qint64(record.id)) {
        record.note = notes.row().bytes(1);
        record.pinned = notes.row().number(2) != 0;
    }
}

/// All events up to @p through are hidden.
int SessionReader::State::readHidden(EventId &through)
{
    through = EventId(cleared.step() ? cleared.number(0) : 0);
    const int code = cleared.code();
    cleared.reset();
    return code;
}

void SessionReader::State::rest()
{
    if (sinceRest.isValid() && sinceRest.nsecsElapsed() < transactionNs)
        return;
    close();
    sinceRest.start();
}

void SessionReader::State::close()
{
    events.close();
    deliveries.close();
    glances.close();
    notes.close();
    replyTimes.close();
}

int SessionReader::State::readRecords(EventId after, std::span<EventRecord> block, size_t *count)
{
    auto last = qint64(after);
    for (*count = 0; *count < block.size() && last < greatestId && events.seek(last + 1); ++*count) {
        readRecord(block[*count]);
        last = qint64(block[*count].id);
        rest();
    }
    return events.code();
}

int SessionReader::State::readEvents(std::span<const EventId> ids, const Look &look, EventBlock &block)
{
    block = {};
    qint64 bytes = 0;
    for (; block.visited < std::min(ids.size(), mostVisited) && bytes < blockBytes; ++block.visited) {
        rest();
        const auto id = ids[block.visited];
        const auto looked = look ? lookAt(id, look) : Looked::Read;
        block.stopped = looked == Looked::Stop;
        if (block.stopped)
            return SQLITE_OK;
        if (looked == Looked::PassOver)
            continue;
        if (!events.seek(qint64(id)) || events.row().number(0) != qint64(id)) {
            if (events.code() != SQLITE_OK)
                return events.code();
            continue;
        }
        EventRecord record;
        readRecord(record);
        if (block.deliveries.empty() || block.deliveries.back().id != record.delivery) {
            Delivery delivery;
            const int code = readDelivery(record.delivery, delivery);
            if (code != SQLITE_OK && code != SQLITE_NOTFOUND)
                return code;
            delivery.id = record.delivery;
            bytes += delivery.body.size();
            block.deliveries.push_back(std::move(delivery));
        }
        block.records.push_back(std::move(record));
    }
    return SQLITE_OK;
}

} // namespace creel
