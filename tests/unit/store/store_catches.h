// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <vector>

namespace creel::tests {

/// A plausible delivery with one event of @p key, the @p number-th of its kind.
inline Catch makeCatch(int number, const QByteArray &key = {}, int status = 200)
{
    Catch taken;
    auto &delivery = taken.delivery;
    delivery.receivedAtUs = 1'700'000'000'000'000 + number * 1000;
    delivery.peer = "127.0.0.1:" + QByteArray::number(40000 + number % 64);
    delivery.method = "POST";
    delivery.target = "/hooks/platform?n=" + QByteArray::number(number);
    delivery.body = R"({"type":"message.sent","data":{"message_id":")" + key + R"(","n":)" +
                    QByteArray::number(number) + R"(,"text":")" + QByteArray(250, 'x') + R"("}})";
    delivery.head = "POST " + delivery.target +
                    " HTTP/1.1\r\nHost: 127.0.0.1:8484\r\nContent-Type: application/json\r\n" +
                    "User-Agent: sender/1.0\r\nX-Signature: " + QByteArray(64, 'a') +
                    "\r\nContent-Length: " + QByteArray::number(delivery.body.size()) + "\r\n\r\n";
    delivery.declaredBytes = delivery.body.size();
    delivery.reply.status = status;
    Event event;
    event.provider = "whatsapp-platform";
    event.type = "message.sent";
    event.known = true;
    event.key = key;
    event.subject = "+4915112345" + QByteArray::number(number % 1000);
    event.occurredAtUs = delivery.receivedAtUs - 5000;
    event.kind = PayloadKind::Json;
    event.payloadBytes = delivery.body.size();
    event.contentHash = 0x9e3779b97f4a7c15ULL * quint64(number + 1);
    taken.records.push_back(makeRecord(delivery, event, 0));
    return taken;
}

/// @p count catches, each with a key of its own.
inline std::vector<Catch> makeCatches(int count, int from = 0)
{
    std::vector<Catch> batch;
    for (int number = from; number < from + count; ++number)
        batch.push_back(makeCatch(number, "wamid." + QByteArray::number(number)));
    return batch;
}

/// All records that a reader of @p path shows.
inline std::vector<EventRecord> recordsOf(const QString &path, StoreError *error = nullptr)
{
    StoreError problem;
    std::vector<EventRecord> all;
    if (const auto reader = SessionReader::open(path, &problem)) {
        problem = reader->records({}, [&all](std::span<const EventRecord> records) {
            all.insert(all.end(), records.begin(), records.end());
            return true;
        });
    }
    if (error)
        *error = problem;
    return all;
}

} // namespace creel::tests
