// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_import.h"

#include "app/catalog/occurred.h"
#include "app/http/message.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Import", text);
}

std::nullopt_t refused(QString *reason, const QString &text)
{
    *reason = text;
    return std::nullopt;
}

QByteArray bytes(const QJsonObject &object, QLatin1StringView name)
{
    return object.value(name).toString().toUtf8();
}

/// [[name, value], ...], as a line has them.
Headers pairsOf(const QJsonValue &value)
{
    Headers fields;
    const auto pairs = value.toArray();
    for (const auto &pair : pairs)
        fields.push_back(
            {pair.toArray().at(0).toString().toUtf8(), pair.toArray().at(1).toString().toUtf8()});
    return fields;
}

/// [{name, value}, ...], as HAR has them.
Headers objectsOf(const QJsonValue &value)
{
    Headers fields;
    const auto objects = value.toArray();
    for (const auto &element : objects) {
        const auto object = element.toObject();
        if (const auto name = bytes(object, "name"_L1);
            !name.startsWith(':')) // HTTP/2's own are no field lines
            fields.push_back({name, bytes(object, "value"_L1)});
    }
    return fields;
}

bool areSafe(const Headers &fields)
{
    return std::ranges::all_of(fields, [](const Header &field) {
        return isSafeFieldText(field.name) && isSafeFieldText(field.value);
    });
}

/// Sets head and trailers. False when a line break would make two lines of one.
bool setFields(Delivery &delivery, const Headers &headers, const Headers &trailers)
{
    if (!isSafeFieldText(delivery.method) || !isSafeFieldText(delivery.target) || !areSafe(headers) ||
        !areSafe(trailers))
        return false;
    delivery.head = requestHead(delivery.method, delivery.target, headers);
    for (const auto &[name, value] : trailers)
        delivery.trailers.append(name).append(": ").append(value).append("\r\n");
    return true;
}

bool isSchemeLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
}

/// Path and query of @p url as they stand there, whatever its host and port: nothing is sent there. What no
/// request line can hold is percent-encoded.
QByteArray targetOf(QByteArrayView url)
{
    auto rest = url;
    if (const auto scheme = std::ranges::find_if_not(rest, isSchemeLetter) - rest.begin();
        scheme > 0 && scheme < rest.size() && rest[scheme] == ':')
        rest = rest.sliced(scheme + 1);
    if (rest.startsWith("//")) {
        rest = rest.sliced(2);
        rest =
            rest.sliced(std::ranges::find_if(rest, [](char c) { return QByteArrayView("/?#").contains(c); }) -
                        rest.begin());
    }
    QByteArray target;
    for (const char c : rest.first(std::ranges::find(rest, '#') - rest.begin())) {
        if (quint8(c) > 0x20 && quint8(c) < 0x7f)
            target += c;
        else
            target += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return target.startsWith('/') ? target : '/' + target;
}

/// Of a HAR answer. What is no number of milliseconds tells nothing.
qint64 durationUs(const QJsonValue &milliseconds)
{
    constexpr double mostMs = 1e12;
    const auto ms = milliseconds.toDouble(-1);
    return ms >= 0 && ms < mostMs ? qint64(ms * 1000) : -1;
}

QByteArray decoded(const QByteArray &base64, bool *fine)
{
    const auto result = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    *fine = bool(result);
    return result.decoded;
}

} // namespace

std::optional<Delivery> deliveryFromLine(const QByteArray &line, QString *reason)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject())
        return refused(reason, tr("it is no JSON object (%1)").arg(error.errorString()));
    const auto object = document.object();
    Delivery delivery;
    delivery.id = DeliveryId(object.value("delivery"_L1).toInteger());
    delivery.receivedAtUs = occurredUs(bytes(object, "receivedAt"_L1));
    delivery.peer = bytes(object, "peer"_L1);
    delivery.method = bytes(object, "method"_L1);
    delivery.target = bytes(object, "target"_L1);
    bool fine = object.value("bodyBase64"_L1).isString();
    if (delivery.receivedAtUs == 0 || !fine)
        return refused(reason, tr("it has no receivedAt or no bodyBase64 as creel export writes them"));
    delivery.body = decoded(bytes(object, "bodyBase64"_L1), &fine);
    if (!fine)
        return refused(reason, tr("its bodyBase64 is no base64"));

    if (!setFields(delivery, pairsOf(object.value("headers"_L1)), pairsOf(object.value("trailers"_L1))))
        return refused(reason, tr("a header, a trailer, the method or the target holds a line break"));
    delivery.complete = object.value("complete"_L1).toBool(true);
    delivery.malformed = bytes(object, "malformed"_L1);
    const auto reply = object.value("reply"_L1).toObject();
    delivery.reply.status = reply.value("status"_L1).toInt();
    delivery.reply.rule = bytes(reply, "rule"_L1);
    delivery.reply.durationUs = reply.value("durationUs"_L1).toInteger(-1);
    return delivery;
}

std::optional<Delivery> deliveryFromHar(const QJsonObject &entry, QString *reason)
{
    const auto request = entry.value("request"_L1).toObject();
    const auto url = bytes(request, "url"_L1);
    Delivery delivery;
    delivery.method = bytes(request, "method"_L1);
    if (delivery.method.isEmpty() || url.isEmpty())
        return refused(reason, tr("it has no request with a method and a URL"));
    delivery.receivedAtUs = occurredUs(bytes(entry, "startedDateTime"_L1));
    delivery.target = targetOf(url);
    if (!setFields(delivery, objectsOf(request.value("headers"_L1)),
                   objectsOf(request.value("_trailers"_L1))))
        return refused(reason, tr("a header, a trailer or the method holds a line break"));

    const auto content = request.value("postData"_L1).toObject();
    delivery.body = bytes(content, "text"_L1);
    bool fine = true;
    if (content.value("_encoding"_L1).toString() == "base64"_L1)
        delivery.body = decoded(delivery.body, &fine);
    if (!fine)
        return refused(reason, tr("its body is no base64"));
    delivery.reply.status = entry.value("response"_L1).toObject().value("status"_L1).toInt();
    delivery.reply.durationUs = durationUs(entry.value("time"_L1));
    return delivery;
}

} // namespace creel
