// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_har.h"

#include "app/catalog/occurred.h"
#include "app/event/form_encoding.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Import", text);
}

/// [{name, value}, ...], as HAR has them.
Headers objectsOf(const QJsonValue &value)
{
    Headers fields;
    const auto objects = value.toArray();
    for (const auto &element : objects) {
        const auto object = element.toObject();
        if (const auto name = textMember(object, "name"_L1);
            !name.startsWith(':')) // HTTP/2's own are no field lines
            fields.push_back({name, textMember(object, "value"_L1)});
    }
    return fields;
}

bool isSchemeLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
}

bool isTls(QByteArrayView url)
{
    constexpr QByteArrayView scheme = "https:";
    return url.size() > scheme.size() && url.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0;
}

QByteArray formOf(const QJsonArray &params)
{
    QByteArray form;
    for (const auto &param : params) {
        const auto object = param.toObject();
        form += form.isEmpty() ? "" : "&";
        form += formEncoded(textMember(object, "name"_L1));
        if (object.contains("value"_L1))
            form += '=' + formEncoded(textMember(object, "value"_L1));
    }
    return form;
}

/// Sets the body, and a note where it is not the one that was sent. False when its base64 is none.
bool setBody(Imported &said, const QJsonObject &content)
{
    const bool isEncoded = content.value("_encoding"_L1).toString() == "base64"_L1;
    const auto body = isEncoded ? base64Member(content, "text"_L1) : textMember(content, "text"_L1);
    said.delivery.body = body.value_or(QByteArray());
    const auto params = content.value("params"_L1).toArray();
    if (!body || !said.delivery.body.isEmpty() || params.isEmpty())
        return body.has_value();
    if (textMember(content, "mimeType"_L1).trimmed().toLower().startsWith("multipart/")) {
        said.note = tr("The HAR file has this body as params, not as text: it is left out").toUtf8();
    } else {
        said.delivery.body = formOf(params);
        said.note = tr("The HAR file has this body as params: put together from them").toUtf8();
    }
    return true;
}

/// Sets the head; by its bytes, and with the target that they had, where Creel has added them.
bool setRequest(Delivery &delivery, const QJsonObject &request, QString *reason)
{
    const auto url = textMember(request, "url"_L1);
    const auto head = base64Member(request, "_headBase64"_L1);
    const auto target = base64Member(request, "_targetBase64"_L1);
    const auto trailers = base64Member(request, "_trailersBase64"_L1);
    const bool isExact = request.contains("_headBase64"_L1);
    delivery.method = textMember(request, "method"_L1);
    if (!isExact && (delivery.method.isEmpty() || url.isEmpty())) {
        *reason = tr("it has no request with a method and a URL");
        return false;
    }
    if (!head || !target || !trailers) {
        *reason = tr("its _headBase64, _targetBase64 or _trailersBase64 is no base64");
        return false;
    }
    delivery.target = request.contains("_targetBase64"_L1) ? *target : targetOfUrl(url);
    delivery.marks.setFlag(Mark::Tls, isTls(url));
    const auto headers = isExact ? Headers() : objectsOf(request.value("headers"_L1));
    const bool fine = setFields(delivery, headers,
                                trailers->isEmpty() ? objectsOf(request.value("_trailers"_L1)) : Headers()) &&
                      (!isExact || setHead(delivery, *head));
    if (!trailers->isEmpty())
        delivery.trailers = *trailers;
    if (!fine)
        *reason = tr("a header, a trailer, the method or the target holds a line break");
    return fine;
}

} // namespace

QByteArray targetOfUrl(QByteArrayView url)
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

std::optional<Imported> importedFromHar(const QJsonObject &entry, QString *reason)
{
    const auto request = entry.value("request"_L1).toObject();
    Imported said;
    auto &delivery = said.delivery;
    delivery.receivedAtUs = occurredUs(textMember(entry, "startedDateTime"_L1));
    if (!setRequest(delivery, request, reason))
        return std::nullopt;
    if (!setBody(said, request.value("postData"_L1).toObject())) {
        *reason = tr("its body is no base64");
        return std::nullopt;
    }
    delivery.complete = entry.value("_complete"_L1).toBool(true);
    delivery.malformed = textMember(entry, "_malformed"_L1);
    constexpr double usInMs = 1000;
    delivery.reply.status = importedStatus(entry.value("response"_L1).toObject().value("status"_L1));
    if (entry.value("_timed"_L1).toBool(true))
        delivery.reply.durationUs = importedDurationUs(entry.value("time"_L1).toDouble(-1) * usInMs);
    *reason = tooLarge(said);
    return reason->isEmpty() ? std::optional(std::move(said)) : std::nullopt;
}

} // namespace creel
