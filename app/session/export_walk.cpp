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

std::optional<EventWalk::Item> EventWalk::next()
{
    m_error = {};
    if (m_filter.asksForCopies() && !m_copies)
        countCopies();
    while (!m_error && m_loaded.empty()) {
        if (!m_waiting.empty())
            load();
        else if (!readAhead())
            break;
    }
    if (m_error || m_loaded.empty())
        return std::nullopt;
    auto item = std::move(m_loaded.front());
    m_loaded.pop_front();
    return item;
}

void EventWalk::countCopies()
{
    m_copies.emplace();
    m_error = m_reader.records(EventId{}, [this](std::span<const EventRecord> records) {
        for (const auto &record : records) {
            if (!record.event.key.isEmpty())
                ++(*m_copies)[copyKey(record.event)];
        }
        return true;
    });
}

int EventWalk::copies(const EventRecord &record) const
{
    return m_copies && !record.event.key.isEmpty() ? m_copies->value(copyKey(record.event), 1) : 1;
}

bool EventWalk::mayMatch(const EventRecord &record) const
{
    return m_filter.isEmpty() || m_filter.matches(RecordFields(record, copies(record))) != Match::No;
}

bool EventWalk::matches(const EventRecord &record, const Delivery &delivery) const
{
    if (!m_filter.needsBytes())
        return true; // mayMatch() knew
    const DeliveryBytes bytes(delivery, contentOf(delivery).body, record.event.payloadFrom,
                              record.event.payloadBytes);
    return m_filter.matches(RecordFields(record, copies(record)), bytes);
}

/// False when there is nothing new.
bool EventWalk::readAhead()
{
    const auto before = m_seen;
    m_error = m_reader.records(m_seen, [this](std::span<const EventRecord> records) {
        for (const auto &record : records) {
            m_seen = record.id;
            if (mayMatch(record))
                m_waiting.push_back(record.id);
        }
        return m_waiting.empty();
    });
    return m_seen != before;
}

void EventWalk::load()
{
    const auto count = std::min(m_waiting.size(), eventsAtATime);
    const std::vector<EventId> ids(m_waiting.begin(), m_waiting.begin() + qint64(count));
    EventId last = ids.back(); // an id that is not there any more is passed over
    qint64 bytes = 0;
    const auto take = [&](const EventRecord &record, const Delivery &delivery) {
        if (matches(record, delivery)) {
            m_loaded.push_back({record, delivery});
            bytes += delivery.body.size() + delivery.head.size();
        }
        if (bytes < bytesAtATime)
            return true;
        last = record.id;
        return false;
    };
    Look look;
    if (m_filter.needsBytes())
        look = [this](EventId, const RawBytes &raw) {
            return m_filter.mayMatch(raw) ? Looked::Read : Looked::PassOver;
        };
    m_error = m_reader.scan(ids, take, look);
    while (!m_waiting.empty() && m_waiting.front() <= last)
        m_waiting.pop_front();
}

} // namespace creel
