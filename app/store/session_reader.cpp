// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/errors.h"
#include "app/store/inspection.h"
#include "app/store/meta.h"
#include "app/store/reader_state.h"
#include "app/store/rows.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>

namespace creel {

namespace {
constexpr size_t blockRecords = 4096;
} // namespace

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
