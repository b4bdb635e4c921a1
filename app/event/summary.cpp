// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/summary.h"

#include <algorithm>
#include <limits>

namespace creel {

SymbolTable::SymbolTable()
{
    intern({});
}

Symbol SymbolTable::intern(const QByteArray &text)
{
    const auto found = m_symbols.constFind(text);
    if (found != m_symbols.cend())
        return *found;
    const auto symbol = Symbol(m_texts.size());
    m_texts.push_back(text);
    m_symbols.insert(text, symbol);
    return symbol;
}

QByteArray displayType(const EventRecord &record)
{
    if (!record.event.type.isEmpty())
        return record.event.type;
    if (record.marks.testFlag(Mark::TurnedAway))
        return "(turned away)";
    if (!record.malformed.isEmpty()) // refused it was answered; cut off there was nobody left to answer
        return record.reply.status != 0 ? "(malformed)" : "(cut off)";
    return '(' + payloadKindText(record.event.kind).toByteArray() + ')';
}

Symbol EventList::countCopy(const Event &event)
{
    if (event.key.isEmpty())
        return {};
    auto &copyKey = m_copyKeys[m_hasher.of({event.provider, event.type, event.key})];
    if (copyKey == Symbol{}) {
        copyKey = Symbol(m_copies.size());
        m_copies.push_back(0);
    }
    ++m_copies[size_t(copyKey)];
    return copyKey;
}

void EventList::append(std::span<const EventRecord> records)
{
    // most texts are those of the row before, and comparing is cheaper than looking up
    const auto repeated = [this](Symbol before, const QByteArray &text) {
        return m_symbols.text(before) == text ? before : m_symbols.intern(text);
    };
    auto last = m_rows.empty() ? EventSummary() : m_rows.back();
    for (const auto &record : records) {
        EventSummary row;
        row.id = record.id;
        row.delivery = record.delivery;
        row.receivedAtUs = record.receivedAtUs;
        row.occurredAtUs = record.event.occurredAtUs;
        row.bodyBytes = record.bodyBytes;
        row.copyOf = record.copyOf;
        row.provider = repeated(last.provider, record.event.provider);
        row.type = m_symbols.intern(displayType(record));
        row.key = m_symbols.intern(record.event.key);
        row.copyKey = countCopy(record.event);
        row.subject = m_symbols.intern(record.event.subject);
        row.method = repeated(last.method, record.method);
        row.path = repeated(last.path, record.path);
        row.host = repeated(last.host, record.host);
        row.peer = repeated(last.peer, record.peer);
        row.rule = repeated(last.rule, record.reply.rule);
        row.outcome = repeated(last.outcome, record.reply.outcome);
        row.malformed = repeated(last.malformed, record.malformed);
        row.note = repeated(last.note, record.note);
        row.replyUs = qint32(std::min<qint64>(record.reply.durationUs, std::numeric_limits<qint32>::max()));
        row.copy = record.copy;
        row.status = quint16(record.reply.status);
        row.marks = quint8(record.marks.toInt());
        row.kind = record.event.kind;
        row.verdict = record.verdict;
        row.known = record.event.known;
        row.complete = record.complete;
        row.pinned = record.pinned;
        m_rows.push_back(row);
        last = row;
    }
}

int EventList::copies(const EventSummary &row) const
{
    const auto key = size_t(row.copyKey);
    return key < m_copies.size() ? m_copies[key] : 1; // a row from a list before
}

qint64 EventList::rowOf(EventId id) const
{
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &EventSummary::id);
    return found != m_rows.end() && found->id == id ? found - m_rows.begin() : -1;
}

size_t EventList::dropThrough(EventId through)
{
    const auto end = std::ranges::upper_bound(m_rows, through, {}, &EventSummary::id);
    const auto count = size_t(end - m_rows.begin());
    m_rows.erase(m_rows.begin(), end);
    return count;
}

void EventList::setNote(size_t row, const QByteArray &note, bool pinned)
{
    m_rows[row].note = m_symbols.intern(note);
    m_rows[row].pinned = pinned;
}

bool EventList::setReplied(DeliveryId delivery, qint64 replyUs, const QByteArray &outcome)
{
    // Deliveries have their ids in the order of their events.
    const auto first = std::ranges::lower_bound(m_rows, delivery, {}, &EventSummary::delivery);
    auto row = first;
    for (; row != m_rows.end() && row->delivery == delivery; ++row) {
        row->outcome = m_symbols.intern(outcome);
        row->replyUs = qint32(std::clamp<qint64>(replyUs, -1, std::numeric_limits<qint32>::max()));
        if (replyUs < 0 && row->malformed == Symbol{}) // a refusal stands whether or not it was read
            row->status = 0;
    }
    return row != first;
}

QByteArrayView RowFields::text(Field field) const
{
    switch (field) {
    case Field::Type:
        return m_list.text(m_row.type);
    case Field::Provider:
        return m_list.text(m_row.provider);
    case Field::Key:
        return m_list.text(m_row.key);
    case Field::Subject:
        return m_list.text(m_row.subject);
    case Field::Verdict:
        return verdictText(m_row.verdict);
    case Field::Rule:
        return m_list.text(m_row.rule);
    case Field::Method:
        return m_list.text(m_row.method);
    case Field::Path:
        return m_list.text(m_row.path);
    case Field::Host:
        return m_list.text(m_row.host);
    case Field::Peer:
        return m_list.text(m_row.peer);
    case Field::Note:
        return m_list.text(m_row.note);
    case Field::Malformed:
        return m_list.text(m_row.malformed);
    case Field::Kind:
        return payloadKindText(m_row.kind);
    default:
        return {};
    }
}

qint64 RowFields::number(Field field) const
{
    switch (field) {
    case Field::Id:
        return qint64(m_row.id);
    case Field::Copies:
        return m_list.copies(m_row);
    case Field::Copy:
        return m_row.copy;
    case Field::Status:
        return m_row.status;
    case Field::Size:
        return m_row.bodyBytes;
    case Field::Time:
        return m_row.receivedAtUs;
    case Field::Complete:
        return m_row.complete;
    case Field::Pinned:
        return m_row.pinned;
    case Field::ReplyTime:
        return m_row.replyUs;
    case Field::Mark:
        return m_row.marks;
    default:
        return 0;
    }
}

RecordFields::RecordFields(const EventRecord &record, int copies)
    : m_record(record)
    , m_copies(copies)
    , m_type(displayType(record))
{
}

QByteArrayView RecordFields::text(Field field) const
{
    switch (field) {
    case Field::Type:
        return m_type;
    case Field::Provider:
        return m_record.event.provider;
    case Field::Key:
        return m_record.event.key;
    case Field::Subject:
        return m_record.event.subject;
    case Field::Verdict:
        return verdictText(m_record.verdict);
    case Field::Rule:
        return m_record.reply.rule;
    case Field::Method:
        return m_record.method;
    case Field::Path:
        return m_record.path;
    case Field::Host:
        return m_record.host;
    case Field::Peer:
        return m_record.peer;
    case Field::Note:
        return m_record.note;
    case Field::Malformed:
        return m_record.malformed;
    case Field::Kind:
        return payloadKindText(m_record.event.kind);
    default:
        return {};
    }
}

qint64 RecordFields::number(Field field) const
{
    switch (field) {
    case Field::Id:
        return qint64(m_record.id);
    case Field::Copies:
        return m_copies;
    case Field::Copy:
        return m_record.copy;
    case Field::Status:
        return m_record.reply.status;
    case Field::Size:
        return m_record.bodyBytes;
    case Field::Time:
        return m_record.receivedAtUs;
    case Field::Complete:
        return m_record.complete;
    case Field::Pinned:
        return m_record.pinned;
    case Field::ReplyTime:
        return m_record.reply.durationUs;
    case Field::Mark:
        return m_record.marks.toInt();
    default:
        return 0;
    }
}

} // namespace creel
