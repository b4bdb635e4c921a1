// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "app/event/summary.h"

#include <QMap>
#include <QTest>

namespace creel {

/// Bytes made of given parts; payload values by their path as it is typed. Counts how often it was asked.
class FakeBytes final : public EventBytes
{
public:
    QByteArray target = "/hooks/whatsapp?x=1";
    QByteArray head = "POST /hooks/whatsapp?x=1 HTTP/1.1\r\nHost: localhost:8484\r\nX-Try: 2\r\nX-Try: 3\r\n"
                      "Content-Type: application/json\r\n\r\n";
    QByteArray body =
        R"({"event":"message.failed","data":{"to":"+91 Jos\u00e9","text":"Re-engagement Message"}})";
    QMap<QByteArray, std::vector<QByteArray>> paths{
        {"event", {"message.failed"}},
        {"data.error_code", {"131047"}},
        {"data.big", {"12345678901234567890"}},
        {"data.price", {"1.10"}},
        {"data.on", {"2026-05-29"}},
        {"data.empty", {""}},
        {"data.null", {"null"}},
        {"data.tags[*]", {"new", "VIP"}},
        {"data.\"odd.name\"", {"x"}},
        {"\"type\"", {"text"}},
    };
    mutable int asked = 0;

    bool contains(QByteArrayView needle) const override
    {
        ++asked;
        return (target + head + body).toLower().contains(needle);
    }
    QByteArray searchText() const override
    {
        ++asked;
        return target + head + body;
    }
    std::vector<QByteArray> values(QByteArrayView path) const override
    {
        ++asked;
        return paths.value(path.toByteArray());
    }
    Headers headers() const override
    {
        ++asked;
        return parseFields(head);
    }
};

/// 2026-05-29T10:30:05Z
constexpr qint64 sampleTimeUs = 1'780'050'605'000'000;

inline EventRecord sampleRecord()
{
    EventRecord record;
    record.id = EventId(7);
    record.event.provider = "whatsapp-platform";
    record.event.type = "message.failed";
    record.event.key = "wamid.HBgLOTE5ODc2NTQzMjEwFQ==";
    record.event.subject = "+919876543210 (José)";
    record.event.kind = PayloadKind::Json;
    record.receivedAtUs = sampleTimeUs;
    record.method = "POST";
    record.path = "/hooks/whatsapp";
    record.host = "localhost:8484";
    record.peer = "127.0.0.1:50412";
    record.bodyBytes = 12'000;
    record.reply = {503, "Fail first", 1'500};
    record.verdict = Verdict::Retry;
    record.copyOf = EventId(3);
    record.copy = 2;
    record.marks = Mark::Browser;
    record.note = "look at this";
    return record;
}

/// Parses what must parse; the zone is UTC and it is ten minutes after the sample.
inline Filter parsed(const QString &text, int zoneOffsetS = 0)
{
    FilterError error;
    const auto filter = Filter::parse(text, &error, sampleTimeUs + 600'000'000, zoneOffsetS);
    if (!filter)
        QTest::qFail(qPrintable(text + QStringLiteral(": ") + error.reason), __FILE__, __LINE__);
    return filter.value_or(Filter());
}

} // namespace creel
