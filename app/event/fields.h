// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArrayView>

#include <vector>

namespace creel {

/// The summary fields of the filter language: all that is answered from memory.
enum class Field : quint8 {
    Type,
    Provider,
    Key,
    Subject,
    Verdict,
    Rule,
    Method,
    Path,
    Host,
    Peer,
    Note,
    Malformed,
    Kind, // texts
    Id,
    Copies,
    Copy,
    Status,
    Size,
    Time,
    Complete,
    Pinned,
    ReplyTime,
    Mark, // numbers
};

/// One event as the filter sees it without its bytes. Implemented by a stored record and by a table row.
class EventFields
{
public:
    virtual ~EventFields() = default;
    /// The value of a text field, UTF-8; empty when it has none. Type is never empty: a delivery without one
    /// gives its payload kind in parentheses, e.g. "(text)".
    virtual QByteArrayView text(Field field) const = 0;
    /// The value of a number field. Time: received, microseconds UTC. Copies: how many events have its key.
    /// Size: body bytes. ReplyTime: microseconds, -1 unknown. Mark: the bits of Marks. Complete, Pinned: 0
    /// or 1.
    virtual qint64 number(Field field) const = 0;
};

/// What lies open of an event's delivery before anything is decoded or read as JSON.
struct RawBytes {
    QByteArrayView target;
    QByteArrayView head;
    QByteArrayView body;
};

/// One event's bytes as the filter sees them. Implemented over the JSON outline.
class EventBytes
{
public:
    virtual ~EventBytes() = default;
    /// True when @p needle (already case-folded, UTF-8) stands in target, head or body, ASCII case ignored.
    virtual bool contains(QByteArrayView needle) const = 0;
    /// The bytes a regular expression runs over: target, head and body, one after the other.
    virtual QByteArray searchText() const = 0;
    /// The values of a payload path ("data.tags[*]", member names and indices; `*` any): text without quotes
    /// and escapes for strings, the raw text for numbers, true, false and null; nothing for objects and
    /// arrays.
    virtual std::vector<QByteArray> values(QByteArrayView path) const = 0;
    virtual Headers headers() const = 0;
};

} // namespace creel
