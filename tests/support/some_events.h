// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"

#include <vector>

namespace creel {

/// @p count plain events with ids from @p firstId, a second apart, each of its own key.
inline std::vector<EventRecord> someEvents(int count, qint64 firstId = 1)
{
    std::vector<EventRecord> records(size_t(count), EventRecord{});
    for (int i = 0; i < count; ++i) {
        auto &record = records[size_t(i)];
        const qint64 id = firstId + i;
        record.id = EventId(id);
        record.delivery = DeliveryId(id);
        record.receivedAtUs = 1'780'050'600'000'000 + id * 1'000'000;
        record.event.provider = "whatsapp-platform";
        record.event.type = "message.sent";
        record.event.known = true;
        record.event.key = "wamid.HBgLOTE5ODc" + QByteArray::number(id);
        record.event.subject = "+44 7700 900123";
        record.event.kind = PayloadKind::Json;
        record.method = "POST";
        record.path = "/hooks";
        record.host = "127.0.0.1:8484";
        record.peer = "127.0.0.1:50000";
        record.bodyBytes = 300 + id % 97;
        record.reply = {200, {}, 300};
    }
    return records;
}

} // namespace creel
