// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_har.h"

#include "app/event/asked_host.h"
#include "app/http/message.h"
#include "app/session/content.h"
#include "app/session/draft_of.h"
#include "app/session/export_event.h"
#include "app/session/export_json_line.h"
#include "app/session/import_har.h"
#include "app/session/imported.h"

#include <QByteArrayList>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace creel {

namespace {

QByteArray pairObject(QByteArrayView name, QByteArrayView value)
{
    return JsonLine().text("name", name).text("value", value).object();
}

QByteArray headerArray(const Headers &headers)
{
    QByteArrayList pairs;
    for (const auto &header : headers)
        pairs.append(pairObject(header.name, header.value));
    return '[' + pairs.join(',') + ']';
}

QByteArray queryArray(const QByteArray &target)
{
    const auto query = target.indexOf('?');
    if (query < 0)
        return "[]";
    QByteArrayList pairs;
    const auto items = QUrlQuery(QString::fromUtf8(target.sliced(query + 1))).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        pairs.append(pairObject(name.toUtf8(), value.toUtf8()));
    return '[' + pairs.join(',') + ']';
}

void writePostData(ExportSink &out, const Delivery &delivery, const Headers &headers)
{
    JsonLine line(out);
    line.text("mimeType", headerValue(headers, "content-type"));
    if (QByteArrayView(delivery.body).isValidUtf8())
        line.text("text", delivery.body);
    else
        line.base64("text", delivery.body).text("_encoding", "base64");
    line.close();
}

void writeRequest(ExportSink &out, const Delivery &delivery)
{
    const auto headers = delivery.headers();
    const auto host = askedHost(delivery.method, delivery.target, delivery.head);
    const auto url = draftOf(delivery, {},
                             (delivery.marks.testFlag(Mark::Tls) ? "https://" : "http://") +
                                 (host.isEmpty() ? QByteArray("127.0.0.1") : host.toByteArray()))
                         .url;
    JsonLine line(out);
    line.text("method", delivery.method).text("url", url).text("httpVersion", "HTTP/1.1");
    line.raw("cookies", "[]")
        .raw("headers", headerArray(headers))
        .raw("queryString", queryArray(delivery.target));
    // names of one's own begin with _
    if (targetOfUrl(url) != delivery.target)
        line.base64("_targetBase64", delivery.target);
    if (delivery.method.isEmpty() || // which others must have
        !isGivenBack(delivery.head, delivery.method, delivery.target, headers))
        line.base64("_headBase64", delivery.head);
    const auto trailers = parseFields(delivery.trailers, false); // HAR knows none
    if (!trailers.empty())
        line.raw("_trailers", headerArray(trailers));
    if (!isGivenBack(delivery.trailers, trailers))
        line.base64("_trailersBase64", delivery.trailers);
    if (!delivery.body.isEmpty()) {
        line.raw("postData", {});
        writePostData(out, delivery, headers);
    }
    line.number("headersSize", delivery.head.size()).number("bodySize", delivery.body.size()).close();
}

/// Only status and time of the answer are kept in a session.
QByteArray responseObject(const Reply &reply)
{
    JsonLine line;
    line.number("status", reply.status)
        .text("statusText", reply.status > 0 ? reasonPhrase(reply.status) : "");
    line.text("httpVersion", "HTTP/1.1").raw("cookies", "[]").raw("headers", "[]");
    line.raw("content", R"({"size":0,"mimeType":""})").text("redirectURL", "");
    return line.number("headersSize", -1).number("bodySize", -1).object();
}

} // namespace

QByteArray harOpening()
{
    return R"({"log":{"version":"1.2","creator":{"name":"Creel","version":")" CREEL_VERSION
           R"("},"entries":[)";
}

void writeHarEntry(ExportSink &out, const Delivery &delivery)
{
    const auto waitMs =
        QByteArray::number(double(std::max<qint64>(delivery.reply.durationUs, 0)) / 1000, 'f', 3);
    JsonLine line(out);
    line.text("startedDateTime", utcText(delivery.receivedAtUs)).raw("time", waitMs);
    line.raw("request", {});
    writeRequest(out, delivery);
    line.raw("response", responseObject(delivery.reply)).raw("cache", "{}");
    line.raw("timings", R"({"send":0,"wait":)" + waitMs + R"(,"receive":0})");
    if (const auto problem = delivery.malformed.isEmpty() ? contentProblem(delivery) : delivery.malformed;
        !problem.isEmpty())
        line.text("comment", problem);
    if (delivery.reply.durationUs < 0)
        line.boolean("_timed", false); // there is no other way to say so
    if (!delivery.complete)
        line.boolean("_complete", false);
    if (!delivery.malformed.isEmpty())
        line.text("_malformed", delivery.malformed);
    line.close();
}

QByteArray harClosing()
{
    return "\n]}}\n";
}

} // namespace creel
