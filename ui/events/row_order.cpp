// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/row_order.h"

#include <compare>

namespace creel {

namespace {

std::strong_ordering compareTexts(const EventList &events, Symbol a, Symbol b)
{
    if (a == b)
        return std::strong_ordering::equal;
    // Without a text last, whatever the direction of reading: they are the least telling.
    const auto &left = events.text(a);
    const auto &right = events.text(b);
    if (left.isEmpty() != right.isEmpty())
        return right.isEmpty() ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.compare(right, Qt::CaseInsensitive) <=> 0;
}

/// How much attention a row asks for: conflicts, then duplicates and retries by their copy, then firsts.
std::strong_ordering compareCopies(const EventList &events, const EventSummary &a, const EventSummary &b)
{
    if (const auto verdicts = int(a.verdict) <=> int(b.verdict); verdicts != 0)
        return verdicts;
    if (const auto all = events.copies(a) <=> events.copies(b); all != 0)
        return all;
    return a.copy <=> b.copy;
}

std::strong_ordering compare(const EventList &events, Column column, const EventSummary &a,
                             const EventSummary &b)
{
    switch (column) {
    case Column::Number:
        return qint64(a.id) <=> qint64(b.id);
    case Column::Received:
        return a.receivedAtUs <=> b.receivedAtUs;
    case Column::Type:
        return compareTexts(events, a.type, b.type);
    case Column::Subject:
        return compareTexts(events, a.subject, b.subject);
    case Column::Key:
        return compareTexts(events, a.key, b.key);
    case Column::Copies:
        return compareCopies(events, a, b);
    case Column::Reply:
        if (const auto status = a.status <=> b.status; status != 0)
            return status;
        return a.replyUs <=> b.replyUs;
    case Column::Size:
        return a.bodyBytes <=> b.bodyBytes;
    case Column::Method:
        return compareTexts(events, a.method, b.method);
    case Column::Path:
        return compareTexts(events, a.path, b.path);
    case Column::Peer:
        return compareTexts(events, a.peer, b.peer);
    case Column::Rule:
        return compareTexts(events, a.rule, b.rule);
    case Column::Note:
        return compareTexts(events, a.note, b.note);
    }
    return std::strong_ordering::equal;
}

} // namespace

bool standsBefore(const EventList &events, RowOrder order, quint32 a, quint32 b)
{
    const auto compared = compare(events, order.column, events.at(a), events.at(b));
    if (compared != 0)
        return order.descending ? compared > 0 : compared < 0;
    return a < b;
}

} // namespace creel
