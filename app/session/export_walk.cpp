// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_walk.h"

#include "app/catalog/catalog.h"
#include "app/event/summary.h"
#include "app/session/content.h"

#include <algorithm>

namespace creel {

namespace {

constexpr qint64 bytesAtATime = 4LL * 1024 * 1024;
constexpr size_t eventsAtATime = 1024;

QByteArray copyKey(const Event &event)
{
    return event.provider + '\0' + event.type + '\0' + event.key;
}

} // namespace

EventWalk::EventWalk(SessionReader &reader, Filter filter, EventId after)
    : m_reader(reader)
    , m_filter(std::move(filter))
    , m_seen(after)
{
}

StoreError EventWalk::run(const Take &take)
{
    m_ended = false;
    StoreError error = m_filter.asksForChanging() ? countCopies() : StoreError{};
    while (!error && !m_ended) {
        if (m_waiting.empty()) {
            const auto before = m_seen;
            error = readAhead();
            if (m_seen == before)
                break;
            continue;
        }
        std::vector<Item> items;
        error = load(items);
        for (const auto &item : items) {
            if (!take(item.record, item.delivery)) {
                m_ended = true;
                break;
            }
        }
    }
    return error;
}

StoreError EventWalk::countCopies()
{
    m_copies.clear();
    return m_reader.records(EventId{}, [this](std::span<const EventRecord> records) {
        for (const auto &record : records) {
            if (!record.event.key.isEmpty())
                ++m_copies[copyKey(record.event)];
        }
        return true;
    });
}

int EventWalk::copies(const EventRecord &record) const
{
    return record.event.key.isEmpty() ? 1 : m_copies.value(copyKey(record.event), 1);
}

StoreError EventWalk::readAhead()
{
    return m_reader.records(m_seen, [this](std::span<const EventRecord> records) {
        for (const auto &record : records) {
            m_seen = record.id;
            if (m_filter.isEmpty() || m_filter.matches(RecordFields(record, copies(record))) != Match::No)
                m_waiting.push_back(record.id);
        }
        return m_waiting.empty(); // on to the next ones when none of these may match
    });
}

StoreError EventWalk::load(std::vector<Item> &items)
{
    const std::span ids =
        std::span<const EventId>(m_waiting).first(std::min(m_waiting.size(), eventsAtATime));
    qint64 bytes = 0;
    EventId last = ids.back(); // ids that are no more there are passed over
    const auto error = m_reader.scan(ids, [&](const EventRecord &record, const Delivery &delivery) {
        const auto matches = [&] {
            const RecordFields fields(record, copies(record));
            const auto content = contentOf(delivery).body;
            return m_filter.matches(fields, DeliveryBytes(delivery, content, record.event.payloadFrom,
                                                          record.event.payloadBytes));
        };
        if (!m_filter.needsBytes() || matches()) {
            items.push_back({record, delivery});
            bytes += delivery.body.size() + delivery.head.size();
        }
        if (bytes < bytesAtATime)
            return true;
        last = record.id;
        return false;
    });
    std::erase_if(m_waiting, [last](EventId id) { return id <= last; });
    return error;
}

} // namespace creel
