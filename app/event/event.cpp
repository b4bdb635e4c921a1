// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/event.h"

#include "app/event/asked_host.h"

#include <array>

namespace creel {

QByteArrayView payloadKindText(PayloadKind kind)
{
    static constexpr std::array<QByteArrayView, 6> names{"json", "broken json", "form",
                                                         "text", "binary",      "empty"};
    return names.at(size_t(kind));
}

QByteArrayView verdictText(Verdict verdict)
{
    static constexpr std::array<QByteArrayView, 4> names{"new", "retry", "duplicate", "conflict"};
    return names.at(size_t(verdict));
}

EventRecord makeRecord(const Delivery &delivery, Event event, int ordinal)
{
    EventRecord record;
    record.delivery = delivery.id;
    record.ordinal = ordinal;
    record.event = std::move(event);
    record.receivedAtUs = delivery.receivedAtUs;
    record.method = delivery.method;
    const auto query = delivery.target.indexOf('?');
    const bool hasPath = delivery.target.startsWith('/') && query >= 0;
    record.path = hasPath ? delivery.target.first(query) : delivery.target;
    record.host = askedHost(delivery.method, delivery.target, delivery.head).toByteArray();
    record.peer = delivery.peer;
    record.bodyBytes = delivery.body.size();
    record.complete = delivery.complete;
    record.malformed = delivery.malformed;
    record.marks = delivery.marks;
    record.reply = delivery.reply;
    return record;
}

} // namespace creel
