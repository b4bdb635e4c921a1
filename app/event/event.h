// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/event/ids.h"

#include <QByteArray>

namespace creel {

/// What a payload is. Stored as numbers, so they are final.
enum class PayloadKind : quint8 { Json, BrokenJson, Form, Text, Binary, Empty };

/// How an event relates to an earlier one with its key. Stored as numbers, so they are final.
enum class Verdict : quint8 {
    New,       ///< first of its key, or without a key
    Retry,     ///< same content again after an answer that was not 2xx
    Duplicate, ///< same content again although it was answered 2xx
    Conflict,  ///< same key, other content
};

/// "json", "broken json", ... as the command line and the filter write them.
QByteArrayView payloadKindText(PayloadKind kind);
/// "new", "retry", "duplicate", "conflict".
QByteArrayView verdictText(Verdict verdict);

/// What a delivery reports, as a catalog reads it. Texts are UTF-8 when the payload was.
struct Event {
    QByteArray provider;     ///< catalog id; empty when no catalog knows the delivery
    QByteArray type;         ///< e.g. "message.sent"; of unknown JSON the name it gives itself; else empty
    bool known = false;      ///< the catalog has this type
    QByteArray key;          ///< what makes it the same event; empty: it has none
    QByteArray subject;      ///< whom or what it is about, one line
    qint64 occurredAtUs = 0; ///< UTC, the sender's own time; 0: none given, the arrival stands in
    PayloadKind kind = PayloadKind::Empty;
    qint64 payloadFrom = 0;  ///< first byte of its payload in the delivery's body
    qint64 payloadBytes = 0; ///< length of its payload
    quint64 contentHash = 0; ///< of the payload bytes (XXH3, stable across versions)
    bool operator==(const Event &) const = default;
};

/// All that a row, a filter or an export needs of one stored event but the bytes, with its texts.
/// A delivery that is no event (malformed, empty) still has one record, so that it has a row.
struct EventRecord {
    EventId id{};
    DeliveryId delivery{};
    int ordinal = 0; ///< place among the events of its delivery, from 0
    Event event;
    qint64 receivedAtUs = 0;
    QByteArray method;
    QByteArray path; ///< target without its query; the raw target where it has another form
    QByteArray host;
    QByteArray peer;
    qint64 bodyBytes = 0;
    bool complete = true;
    QByteArray malformed;
    Marks marks;
    Reply reply;
    Verdict verdict = Verdict::New;
    EventId copyOf{}; ///< first event with the same key; 0 when this is the first
    int copy = 1;     ///< this is the copy-th of its key, from 1
    bool pinned = false;
    QByteArray note;
    bool operator==(const EventRecord &) const = default;
};

/// The record of @p event as part of @p delivery, before it has an id or a verdict.
EventRecord makeRecord(const Delivery &delivery, Event event, int ordinal);

} // namespace creel
