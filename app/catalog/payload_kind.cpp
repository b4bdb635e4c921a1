// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/payload_kind.h"

#include <algorithm>

namespace creel {

namespace {

/// Recognising needs the first levels only; a body of millions of values shall not cost hundreds of
/// megabytes.
constexpr qsizetype maxNodes = 250'000;

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// The first byte from @p at that is not white space, and where it stands; 0 at the end.
char significant(QByteArrayView body, qsizetype &at)
{
    while (at < body.size() && isSpace(body[at]))
        ++at;
    return at < body.size() ? body[at] : '\0';
}

/// The media type of the Content-Type in lower case, without parameters (RFC 9110 8.3); empty when there is
/// none.
QByteArray mediaType(const Delivery &delivery)
{
    const auto value = fieldValue(delivery.head, "content-type");
    const auto semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.first(semicolon)).trimmed().toByteArray().toLower();
}

bool isJsonType(QByteArrayView type)
{
    return type == "application/json" || type == "text/json" || type.endsWith("+json");
}

/// True when @p body, which starts with a brace or bracket at @p at, can hardly be meant as anything but
/// JSON.
bool beginsLikeJson(QByteArrayView body, qsizetype at)
{
    const char first = body[at++];
    const char second = significant(body, at);
    return first == '{' ? second == '"' || second == '}' : second == '{' || second == '"';
}

/// name=value pairs joined by &, percent-encoded (the URL standard's urlencoded form), at least one.
bool readsAsForm(QByteArrayView body)
{
    return body.indexOf('=') > 0 && std::ranges::none_of(body, [](char c) {
               return uchar(c) <= 0x20 || uchar(c) >= 0x7F || QByteArrayView("\"<>{}[]\\^`|").contains(c);
           });
}

bool readsAsText(QByteArrayView body)
{
    return body.isValidUtf8() && std::ranges::none_of(body, [](char c) {
               return (uchar(c) < 0x20 && !isSpace(c) && c != '\f' && c != '\x1B') || c == 0x7F;
           });
}

PayloadReading asJson(const QByteArray &body)
{
    auto outline = Outline::read(body, maxNodes);
    const auto kind = outline.valid() ? PayloadKind::Json : PayloadKind::BrokenJson;
    return {kind, std::move(outline)};
}

} // namespace

PayloadReading readPayload(const Delivery &delivery, const QByteArray &body)
{
    if (body.isEmpty())
        return {};
    qsizetype at = body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const char first = significant(body, at);
    if (first == '{' || first == '[') {
        auto reading = asJson(body);
        if (reading.kind == PayloadKind::Json || beginsLikeJson(body, at))
            return reading;
        if (isJsonType(mediaType(delivery)))
            return reading;
    }
    const auto type = mediaType(delivery);
    if (isJsonType(type))
        return asJson(body);
    if (type == "application/x-www-form-urlencoded" || type == "multipart/form-data" ||
        (type.isEmpty() && readsAsForm(body)))
        return {PayloadKind::Form, {}};
    return {readsAsText(body) ? PayloadKind::Text : PayloadKind::Binary, {}};
}

} // namespace creel
