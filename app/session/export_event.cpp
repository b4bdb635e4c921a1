// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_event.h"

#include "app/event/filter_fields.h"
#include "app/session/content.h"
#include "app/session/export_json_line.h"
#include "app/session/imported.h"

#include <QCryptographicHash>

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace creel {

namespace {

void writePairs(ExportSink &out, const Headers &headers)
{
    QByteArrayView between = "[";
    for (const auto &header : headers) {
        out << std::exchange(between, ",") << '[';
        writeJsonString(out, header.name);
        out << ',';
        writeJsonString(out, header.value);
        out << ']';
    }
    out << (headers.empty() ? "[]" : "]");
}

QByteArray markArray(Marks marks)
{
    QByteArray words;
    for (const auto &word : markWords(marks))
        words += (words.isEmpty() ? "\"" : ",\"") + word.toByteArray() + '"';
    return '[' + words + ']';
}

QByteArray replyObject(const Reply &reply)
{
    JsonLine line;
    if (reply.status > 0)
        line.number("status", reply.status);
    else
        line.null("status");
    line.textOrNull("rule", reply.rule);
    if (reply.durationUs >= 0)
        line.number("durationUs", reply.durationUs);
    else
        line.null("durationUs");
    if (!reply.outcome.isEmpty())
        line.text("outcome", reply.outcome);
    return line.object();
}

bool isUtf8(QByteArrayView bytes)
{
    return bytes.isValidUtf8();
}

/// Target, header and trailer lines as text, and beside them the bytes of what text cannot give back.
void writeRequest(ExportSink &out, JsonLine &line, const Delivery &delivery)
{
    const auto headers = delivery.headers();
    const auto trailers = parseFields(delivery.trailers, false);
    line.textOrNull("method", delivery.method).textOrNull("target", delivery.target);
    if (!isUtf8(delivery.target))
        line.base64("targetBase64", delivery.target);
    line.text("peer", delivery.peer).raw("headers", {});
    writePairs(out, headers);
    if (!isGivenBack(delivery.head, delivery.method, delivery.target, headers))
        line.base64("headBase64", delivery.head);
    if (!delivery.trailers.isEmpty()) {
        line.raw("trailers", {});
        writePairs(out, trailers);
    }
    if (!isGivenBack(delivery.trailers, trailers))
        line.base64("trailersBase64", delivery.trailers);
}

} // namespace

QByteArray utcText(qint64 us)
{
    using namespace std::chrono;
    const sys_time<microseconds> time{microseconds(us)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss<microseconds> clock{time - day};
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
                                     int(date.year()), unsigned(date.month()), unsigned(date.day()),
                                     int(clock.hours().count()), int(clock.minutes().count()),
                                     int(clock.seconds().count()), int(clock.subseconds().count()));
    return {text.data(), length};
}

void writeEventObject(ExportSink &out, const EventRecord &record, const Delivery &delivery)
{
    JsonLine line(out);
    line.number("id", qint64(record.id)).number("delivery", qint64(delivery.id));
    line.text("receivedAt", utcText(delivery.receivedAtUs));
    line.textOrNull("occurredAt",
                    record.event.occurredAtUs != 0 ? utcText(record.event.occurredAtUs) : QByteArray());
    line.textOrNull("provider", record.event.provider).textOrNull("type", record.event.type);
    line.textOrNull("key", record.event.key).textOrNull("subject", record.event.subject);
    line.text("verdict", verdictText(record.verdict));
    if (record.copyOf != EventId{})
        line.number("copyOf", qint64(record.copyOf));
    else
        line.null("copyOf");
    writeRequest(out, line, delivery);
    line.base64("bodyBase64", delivery.body);
    if (isUtf8(delivery.body))
        line.text("body", delivery.body);
    line.text("bodySha256", QCryptographicHash::hash(delivery.body, QCryptographicHash::Sha256).toHex());
    line.text("payloadKind", payloadKindText(record.event.kind)).boolean("complete", delivery.complete);
    line.textOrNull("malformed", delivery.malformed);
    if (const auto problem = contentProblem(delivery); !problem.isEmpty())
        line.text("contentProblem", problem);
    if (delivery.marks)
        line.raw("marks", markArray(delivery.marks));
    if (record.pinned)
        line.boolean("pinned", true);
    if (!record.note.isEmpty())
        line.text("note", record.note);
    line.raw("reply", replyObject(delivery.reply));
    line.close();
}

QByteArray eventObject(const EventRecord &record, const Delivery &delivery)
{
    ExportSink out;
    writeEventObject(out, record, delivery);
    return out.held();
}

} // namespace creel
