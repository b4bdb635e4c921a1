// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/errors.h"
#include "app/store/forward_cursor.h"
#include "app/store/inspection.h"
#include "app/store/meta.h"
#include "app/store/reply_times.h"
#include "app/store/rows.h"
#include "app/store/session_file.h"
#include "app/store/whole_read.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <sqlite3.h>

#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t blockRecords = 4096;
constexpr auto greatestId = std::numeric_limits<qint64>::max(); // nothing can follow it
constexpr qint64 blockBytes = 4 * 1024 * 1024;                  // of bodies
// A read transaction keeps the log from being begun anew, and the writer waits for its end: see LogKeeper.
constexpr qint64 transactionNs = 500'000;
// Beyond this a body is read straight into its place; smaller ones come faster with their row.
#define CREEL_INLINE_BODY_BYTES "65536"
} // namespace

/// What is read of a scan at once: of so many events that were visited.
struct EventBlock {
    std::vector<EventRecord> records;
    std::vector<Delivery> deliveries; ///< as many as records, unless several events came in one
    size_t visited = 0;
    bool stopped = false;
};

/// The statements of a reader, and the parts that records and deliveries are put together from.
struct SessionReader::State {
    explicit State(std::unique_ptr<Connection> opened);

    /// Returns what @p part does, a result code, once nothing of the session was out of reach in it.
    int read(const std::function<int()> &part);

    // These return a result code: SQLITE_OK, or SQLITE_NOTFOUND, or why it cannot be read.
    int readDelivery(DeliveryId id, Delivery &delivery);
    int readRecords(EventId after, std::span<EventRecord> block, size_t *count);
    int readEvents(std::span<const EventId> ids, const Look &look, EventBlock &block);
    void readRecord(EventRecord &record);
    Looked lookAt(EventId id, const Look &look);
    int readLargeBody(DeliveryId id, QByteArray &body);
    int readHidden(EventId &through);
    /// Between two rows: ends a read transaction that has lasted long enough. The cursors have to seek then.
    void rest();
    /// Ends the read transaction.
    void close();
    StoreError error(int code) const { return connection->error(code); }

    std::unique_ptr<Connection> connection;
    ForwardCursor events;
    ForwardCursor deliveries;
    ForwardCursor glances; ///< only what Look sees
    ForwardCursor notes;
    ReplyTimes replyTimes;
    Statement cleared;
    TextPool pool;
    QElapsedTimer sinceRest;
};

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

std::unique_ptr<SessionReader> SessionReader::open(const QString &path, StoreError *error)
{
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable()) {
        *error = storeError(StoreError::Kind::CannotOpen, path);
        return nullptr;
    }
    auto connection = openForReading(info.canonicalFilePath(), error);
    if (!connection || *error)
        return nullptr;
    std::unique_ptr<SessionReader> reader(new SessionReader);
    reader->m_state = std::make_unique<State>(std::move(connection));
    return reader;
}

SessionReader::~SessionReader() = default;

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

StoreError SessionReader::records(EventId after,
                                  const std::function<bool(std::span<const EventRecord>)> &take)
{
    auto &state = *m_state;
    EventId hidden{};
    if (const int failed = state.read([&] { return state.readHidden(hidden); }); failed != SQLITE_OK)
        return state.error(failed);
    auto last = std::max(after, hidden);
    std::vector<EventRecord> block(blockRecords);
    for (;;) {
        size_t count = 0;
        const int code = state.read([&] { return state.readRecords(last, block, &count); });
        if (count > 0 && !take(std::span(block).first(count)))
            return {};
        if (code != SQLITE_OK)
            return state.error(code);
        if (count < block.size())
            return {};
        last = block.back().id;
    }
}

std::optional<Delivery> SessionReader::delivery(DeliveryId id, StoreError *error)
{
    Delivery delivery;
    const int code = m_state->read([&] { return m_state->readDelivery(id, delivery); });
    if (error && code != SQLITE_NOTFOUND)
        *error = m_state->error(code);
    return code == SQLITE_OK ? std::optional(std::move(delivery)) : std::nullopt;
}

std::optional<EventRecord> SessionReader::record(EventId id)
{
    auto &state = *m_state;
    EventRecord record;
    const int code = state.read([&] {
        EventId hidden{};
        if (const int failed = state.readHidden(hidden); failed != SQLITE_OK)
            return failed;
        if (id <= hidden || !state.events.seek(qint64(id)) || state.events.row().number(0) != qint64(id))
            return state.events.code() == SQLITE_OK ? SQLITE_NOTFOUND : state.events.code();
        state.readRecord(record);
        return SQLITE_OK;
    });
    return code == SQLITE_OK ? std::optional(std::move(record)) : std::nullopt;
}

int SessionReader::State::readEvents(std::span<const EventId> ids, const Look &look, EventBlock &block)
{
    block = {};
    qint64 bytes = 0;
    for (; block.visited < std::min(ids.size(), blockRecords) && bytes < blockBytes; ++block.visited) {
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

StoreError SessionReader::scan(std::span<const EventId> ids,
                               const std::function<bool(const EventRecord &, const Delivery &)> &take,
                               const Look &look)
{
    auto &state = *m_state;
    EventId hidden{};
    if (const int failed = state.read([&] { return state.readHidden(hidden); }); failed != SQLITE_OK)
        return state.error(failed);
    auto left = ids.subspan(size_t(std::ranges::upper_bound(ids, hidden) - ids.begin()));
    EventBlock block;
    while (!left.empty()) {
        const int code = state.read([&] { return state.readEvents(left, look, block); });
        if (block.stopped)
            return {};
        auto delivery = block.deliveries.cbegin();
        for (const auto &record : block.records) {
            if (delivery->id != record.delivery)
                ++delivery;
            if (!take(record, *delivery))
                return {};
        }
        if (code != SQLITE_OK)
            return state.error(code);
        left = left.subspan(block.visited);
    }
    return {};
}

std::vector<Attempt> SessionReader::attempts(EventId source)
{
    std::vector<Attempt> attempts;
    m_state->read([&] {
        auto statement = m_state->connection->prepare(
            source == EventId{} ? "SELECT " CREEL_ATTEMPT_COLUMNS " FROM attempt ORDER BY id"
                                : "SELECT " CREEL_ATTEMPT_COLUMNS
                                  " FROM attempt WHERE source = ? ORDER BY id");
        if (source != EventId{})
            statement.bind(1, qint64(source));
        attempts.clear();
        while (statement.step())
            attempts.push_back(rows::readAttempt(statement));
        return statement.code();
    });
    return attempts;
}

EventId SessionReader::clearedThrough()
{
    EventId through{};
    m_state->read([&] { return m_state->readHidden(through); });
    return through;
}

EventId SessionReader::lastEvent()
{
    EventId last{};
    m_state->read([&] {
        auto statement = m_state->connection->prepare("SELECT max(id) FROM event");
        last = EventId(statement.step() ? statement.number(0) : 0);
        return statement.code();
    });
    return last;
}

qint64 SessionReader::identity()
{
    return meta::number(*m_state->connection, meta::identity);
}

} // namespace creel
