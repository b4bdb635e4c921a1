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

QByteArray displayType(const Event &event)
{
    return event.type.isEmpty() ? '(' + payloadKindText(event.kind).toByteArray() + ')' : event.type;
}

void EventList::append(std::span<const EventRecord> records)
{
    m_rows.reserve(std::max(m_rows.capacity(), m_rows.size() + records.size()));
    for (const auto &record : records) {
        EventSummary row;
        row.id = record.id;
        row.delivery = record.delivery;
        row.receivedAtUs = record.receivedAtUs;
        row.occurredAtUs = record.event.occurredAtUs;
        row.bodyBytes = record.bodyBytes;
        row.copyOf = record.copyOf;
        row.provider = m_symbols.intern(record.event.provider);
        row.type = m_symbols.intern(displayType(record.event));
        row.key = m_symbols.intern(record.event.key);
        if (!record.event.key.isEmpty()) {
            row.copyKey = m_symbols.intern(record.event.provider + '\0' + record.event.type + '\0' + record.event.key);
            ++m_copies[row.copyKey];
        }
        row.subject = m_symbols.intern(record.event.subject);
        row.method = m_symbols.intern(record.method);
        row.path = m_symbols.intern(record.path);
        row.host = m_symbols.intern(record.host);
        row.peer = m_symbols.intern(record.peer);
        row.rule = m_symbols.intern(record.reply.rule);
        row.malformed = m_symbols.intern(record.malformed);
        row.note = m_symbols.intern(record.note);
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
    }
}

void EventList::clear()
{
    *this = {};
}

int EventList::copies(const EventSummary &row) const
{
    return row.copyKey == Symbol{} ? 1 : m_copies.value(row.copyKey, 1);
}

qint64 EventList::rowOf(EventId id) const
{
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &EventSummary::id);
    return found != m_rows.end() && found->id == id ? found - m_rows.begin() : -1;
}

void EventList::setNote(size_t row, const QByteArray &note, bool pinned)
{
    m_rows[row].note = m_symbols.intern(note);
    m_rows[row].pinned = pinned;
}

void EventList::setReplyUs(EventId id, qint64 replyUs)
{
    if (const auto row = rowOf(id); row >= 0)
        m_rows[size_t(row)].replyUs = qint32(std::min<qint64>(replyUs, std::numeric_limits<qint32>::max()));
}

QByteArrayView RowFields::text(Field field) const
{
    switch (field) {
    case Field::Type: return m_list.text(m_row.type);
    case Field::Provider: return m_list.text(m_row.provider);
    case Field::Key: return m_list.text(m_row.key);
    case Field::Subject: return m_list.text(m_row.subject);
    case Field::Verdict: return verdictText(m_row.verdict);
    case Field::Rule: return m_list.text(m_row.rule);
    case Field::Method: return m_list.text(m_row.method);
    case Field::Path: return m_list.text(m_row.path);
    case Field::Host: return m_list.text(m_row.host);
    case Field::Peer: return m_list.text(m_row.peer);
    case Field::Note: return m_list.text(m_row.note);
    case Field::Malformed: return m_list.text(m_row.malformed);
    case Field::Kind: return payloadKindText(m_row.kind);
    default: return {};
    }
}

qint64 RowFields::number(Field field) const
{
    switch (field) {
    case Field::Id: return qint64(m_row.id);
    case Field::Copies: return m_list.copies(m_row);
    case Field::Copy: return m_row.copy;
    case Field::Status: return m_row.status;
    case Field::Size: return m_row.bodyBytes;
    case Field::Time: return m_row.receivedAtUs;
    case Field::Complete: return m_row.complete;
    case Field::Pinned: return m_row.pinned;
    case Field::ReplyTime: return m_row.replyUs;
    case Field::Mark: return m_row.marks;
    default: return 0;
    }
}

RecordFields::RecordFields(const EventRecord &record, int copies)
    : m_record(record), m_copies(copies), m_type(displayType(record.event))
{
}

QByteArrayView RecordFields::text(Field field) const
{
    switch (field) {
    case Field::Type: return m_type;
    case Field::Provider: return m_record.event.provider;
    case Field::Key: return m_record.event.key;
    case Field::Subject: return m_record.event.subject;
    case Field::Verdict: return verdictText(m_record.verdict);
    case Field::Rule: return m_record.reply.rule;
    case Field::Method: return m_record.method;
    case Field::Path: return m_record.path;
    case Field::Host: return m_record.host;
    case Field::Peer: return m_record.peer;
    case Field::Note: return m_record.note;
    case Field::Malformed: return m_record.malformed;
    case Field::Kind: return payloadKindText(m_record.event.kind);
    default: return {};
    }
}

qint64 RecordFields::number(Field field) const
{
    switch (field) {
    case Field::Id: return qint64(m_record.id);
    case Field::Copies: return m_copies;
    case Field::Copy: return m_record.copy;
    case Field::Status: return m_record.reply.status;
    case Field::Size: return m_record.bodyBytes;
    case Field::Time: return m_record.receivedAtUs;
    case Field::Complete: return m_record.complete;
    case Field::Pinned: return m_record.pinned;
    case Field::ReplyTime: return m_record.reply.durationUs;
    case Field::Mark: return m_record.marks.toInt();
    default: return 0;
    }
}

} // namespace creel
