// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/intake.h"

#include "app/store/large_body.h"
#include "app/store/meta.h"
#include "app/store/rows.h"
#include "app/store/whole_read.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace creel {

namespace {
constexpr qint64 progressEvents = 8192; // some milliseconds' worth

qint64 single(const Connection &connection, const char *sql, qint64 parameter = 0)
{
    auto statement = connection.prepare(sql);
    if (sqlite3_bind_parameter_count(statement.handle()) == 1)
        statement.bind(1, parameter);
    return statement.step() ? statement.number(0) : 0;
}
} // namespace

Intake::Intake(Connection &connection)
    : m_connection(connection)
    , m_insertDelivery(connection.prepare(rows::insertDelivery))
    , m_insertEvent(connection.prepare(rows::insertEvent))
    , m_insertNote(connection.prepare(rows::insertNote))
    , m_deliveryOf(connection.prepare("SELECT delivery FROM event WHERE id >= ? ORDER BY id LIMIT 1"))
    , m_eventsFrom(
          connection.prepare("SELECT id, provider, type, key, content_hash, delivery, status FROM event "
                             "WHERE id >= ? ORDER BY id"))
{
}

StoreError Intake::load(const OpenProgress &progress)
{
    // what was removed keeps its ids
    m_last.delivery = std::max(single(m_connection, "SELECT max(id) FROM delivery"),
                               meta::number(m_connection, meta::lastDelivery));
    m_last.event = std::max(single(m_connection, "SELECT max(id) FROM event"),
                            meta::number(m_connection, meta::lastEvent));

    m_hidden = meta::number(m_connection, meta::clearedThrough);
    m_last.event = std::max(m_last.event, m_hidden); // in a file that lies, what comes is not hidden either
    m_events = m_hidden > 0 ? single(m_connection, "SELECT count(*) FROM event WHERE id <= ?", m_hidden) : 0;
    const auto before = m_events;
    return index([&](qint64 read, qint64 of) {
        m_events = before + read;
        return progress(read, of);
    });
}

/// Learns the keys of all that is not hidden.
StoreError Intake::index(const OpenProgress &progress)
{
    const auto first = single(m_connection, "SELECT min(id) FROM event WHERE id > ?", m_hidden);
    const auto last = single(m_connection, "SELECT max(id) FROM event WHERE id > ?", m_hidden);
    // ids leave no gaps but at the front; in a file that lies, no more than it can hold
    const auto most = single(
        m_connection, "SELECT page_count * page_size / 32 FROM pragma_page_count(), pragma_page_size()");
    const auto all = first > 0 && last >= first ? std::min(last - first, most) + 1 : 0;
    m_duplicates.clear();
    m_duplicates.reserve(all);
    return learn(m_hidden, [&](qint64 read) { return !progress || progress(read, all); });
}

StoreError Intake::learn(qint64 after, const std::function<bool(qint64)> &goOn)
{
    auto statement =
        m_connection.prepare("SELECT id, provider, type, key, content_hash, CASE WHEN delivery IN (SELECT "
                             "delivery FROM outcome WHERE duration_us < 0) THEN 0 ELSE status END FROM event "
                             "WHERE id > ? ORDER BY id");
    statement.bind(1, after);
    qint64 read = 0;
    bool wanted = goOn(0);
    while (wanted && statement.step()) {
        m_duplicates.judge(EventId(statement.number(0)), statement.view(1), statement.view(2),
                           statement.view(3), quint64(statement.number(4)), int(statement.number(5)));
        wanted = ++read % progressEvents != 0 || goOn(read);
    }
    if (wanted && read > 0)
        goOn(read);
    return m_connection.error(statement.code());
}

StoreError Intake::hide(qint64 through)
{
    const auto before = std::exchange(m_hidden, through);
    if (m_inDoubt) {
        m_aside.reset();
        return learnAgain();
    }
    if (through == before)
        return {};
    std::optional<qint64> known; // through this event, but only once: they change while it learns
    if (m_aside && m_aside->hidden == through) {
        m_duplicates = std::move(m_aside->keys);
        known = m_aside->last;
        m_aside.reset();
    } else {
        m_aside = Aside{before, m_last.event, std::exchange(m_duplicates, {})};
    }
    const auto error = readWhole(m_connection, [this, &known] {
        const auto last = std::exchange(known, std::nullopt);
        return last ? learn(*last, [](qint64) { return true; }) : index();
    });
    m_inDoubt = bool(error);
    return error;
}

StoreError Intake::learnAgain()
{
    const auto error = readWhole(m_connection, [this] {
        StoreError unread;
        m_hidden = meta::number(m_connection, meta::clearedThrough, &unread);
        return unread ? unread : index();
    });
    m_inDoubt = bool(error);
    return error;
}

void Intake::takeOver(Intake &other)
{
    m_duplicates = std::exchange(other.m_duplicates, {});
    m_aside = std::exchange(other.m_aside, std::nullopt);
    m_hidden = other.m_hidden;
    m_inDoubt = other.m_inDoubt;
    m_last = other.m_last;
    m_events = other.m_events;
}

/// Events have their ids in the order of their deliveries, mostly one for each: looks there first, then ever
/// further away, and halves what is left.
qint64 Intake::firstEventOf(qint64 delivery)
{
    const auto isBefore = [this, delivery](qint64 event) {
        m_deliveryOf.bind(1, event);
        const bool before = m_deliveryOf.step() && m_deliveryOf.number(0) < delivery;
        m_deliveryOf.reset();
        return before;
    };
    const qint64 end = m_last.event + 1;
    qint64 from = std::clamp<qint64>(end - 1 - (m_last.delivery - delivery), 1, end);
    qint64 to = from;
    for (qint64 step = 1; to < end && isBefore(to); step *= 2) {
        from = to + 1;
        to = std::min(end, to + step);
    }
    for (qint64 step = 1; from > 1 && !isBefore(from - 1); step *= 2) {
        to = from - 1;
        from = std::max<qint64>(1, from - step);
    }
    while (from < to) {
        const auto middle = from + (to - from) / 2;
        if (isBefore(middle))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

void Intake::setReplied(DeliveryId delivery, bool replied)
{
    m_eventsFrom.bind(1, firstEventOf(qint64(delivery)));
    while (m_eventsFrom.step() && m_eventsFrom.number(5) == qint64(delivery)) {
        const auto status = replied ? int(m_eventsFrom.number(6)) : 0;
        const auto tell = [this, status](DuplicateIndex &index) {
            index.setStatus(EventId(m_eventsFrom.number(0)), m_eventsFrom.view(1), m_eventsFrom.view(2),
                            m_eventsFrom.view(3), quint64(m_eventsFrom.number(4)), status);
        };
        tell(m_duplicates);
        if (m_aside)
            tell(m_aside->keys);
    }
    m_eventsFrom.reset();
}

void Intake::begin()
{
    m_lastBefore = m_last;
    m_duplicates.begin();
}

int Intake::insert(Catch &taken)
{
    taken.delivery.id = DeliveryId(++m_last.delivery);
    rows::bind(m_insertDelivery, taken.delivery);
    int code = m_insertDelivery.run();
    if (code == SQLITE_OK && isLargeBody(taken.delivery.body))
        code = writeLargeBody(m_connection, taken.delivery.id, taken.delivery.body);
    if (code != SQLITE_OK)
        return code;
    int ordinal = 0;
    for (auto &record : taken.records) {
        record.id = EventId(++m_last.event);
        record.delivery = taken.delivery.id;
        record.ordinal = ordinal++;
        const auto &event = record.event;
        const auto judgement =
            m_duplicates.judge(record.id, event.provider, event.type, event.key, event.contentHash,
                               taken.answeredLater ? 0 : record.reply.status);
        record.verdict = judgement.verdict;
        record.copyOf = judgement.copyOf;
        record.copy = judgement.copy;
        rows::bind(m_insertEvent, record);
        if (code = m_insertEvent.run(); code != SQLITE_OK)
            return code;
        if (record.pinned || !record.note.isEmpty()) {
            rows::bindNote(m_insertNote, record.id, record.note, record.pinned);
            if (code = m_insertNote.run(); code != SQLITE_OK)
                return code;
        }
        ++m_events;
    }
    return SQLITE_OK;
}

void Intake::rollback()
{
    m_events -= m_last.event - m_lastBefore.event;
    m_last = m_lastBefore;
    m_duplicates.rollback();
}

} // namespace creel
