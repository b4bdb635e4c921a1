// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_template.h"

#include "app/capture/query_string.h"
#include "app/http/message.h"
#include "app/json/outline.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

namespace creel {

namespace {
/// What the values may add to one text together: they come from outside.
constexpr qsizetype mostInserted = 1024 * 1024;

enum class Escape { None, Field, Json, Html };

Escape escapeOf(QByteArrayView contentType)
{
    const auto end = contentType.indexOf(';');
    const auto type = contentType.first(end < 0 ? contentType.size() : end).toByteArray().toLower();
    if (type.contains("html") || type.contains("xml"))
        return Escape::Html;
    return type.contains("json") ? Escape::Json : Escape::None;
}

QByteArray escaped(const QByteArray &value, Escape escape)
{
    switch (escape) {
    case Escape::None:
        break;
    case Escape::Field:
        return isFieldValue(value) ? value : QByteArray();
    case Escape::Html:
        return QString::fromUtf8(value).toHtmlEscaped().toUtf8().replace('\'', "&#39;"); // leaves ' alone
    case Escape::Json: {
        const auto array = QJsonDocument(QJsonArray{QString::fromUtf8(value)}).toJson(QJsonDocument::Compact);
        return array.sliced(2, array.size() - 4); // without [" and "]
    }
    }
    return value;
}

/// Not beyond @p bytes, and no character in half.
QByteArray beginning(const QByteArray &value, qsizetype bytes)
{
    if (value.size() <= bytes)
        return value;
    for (int back = 0; back < 3 && bytes > 0 && (quint8(value[bytes]) & 0xc0) == 0x80; ++back)
        --bytes;
    return value.first(bytes);
}

/// Escaped it takes at most @p room, which is what is left of it afterwards: nothing, once a value was cut.
QByteArray fitted(const QByteArray &value, Escape escape, qsizetype &room)
{
    auto part = beginning(value, room);
    auto text = escaped(part, escape);
    while (text.size() > room) {
        part = beginning(part, part.size() * room / text.size());
        text = escaped(part, escape);
    }
    room = part.size() < value.size() ? 0 : room - text.size();
    return text;
}

/// Looks placeholders up; the outline of the payload is made when one first asks for it.
class Lookup
{
public:
    explicit Lookup(const ReplyValues &values) : m_values(values) {}

    static bool isName(QByteArrayView name)
    {
        return name == "method" || name == "path" || name == "type" || name == "key" ||
               after("query.", name) || after("header.", name) || after("body.", name);
    }

    QByteArray value(QByteArrayView name)
    {
        const auto &delivery = m_values.delivery;
        if (name == "method")
            return delivery.method;
        if (name == "path")
            return delivery.target.first(qMax(0, pathLength(delivery.target)));
        if (name == "type")
            return m_values.event.type;
        if (name == "key")
            return m_values.event.key;
        if (const auto rest = after("query.", name))
            return queryValue(delivery.target, *rest).value_or(QByteArray());
        if (const auto rest = after("header.", name))
            return fieldValue(delivery.head, *rest).toByteArray();
        const auto rest = after("body.", name);
        return rest ? payloadValue(*rest) : QByteArray();
    }

private:
    static qsizetype pathLength(QByteArrayView target)
    {
        const auto query = target.indexOf('?');
        return query < 0 ? target.size() : query;
    }

    static std::optional<QByteArrayView> after(QByteArrayView prefix, QByteArrayView name)
    {
        if (!name.startsWith(prefix) || name.size() == prefix.size())
            return std::nullopt;
        return name.sliced(prefix.size());
    }

    QByteArray payloadValue(QByteArrayView path)
    {
        if (!m_outline)
            m_outline =
                Outline::read(m_values.body.sliced(m_values.event.payloadFrom, m_values.event.payloadBytes));
        if (m_outline->isEmpty())
            return {};
        if (path.startsWith('/')) {
            const auto node = m_outline->find(path);
            return node < 0 ? QByteArray() : m_outline->text(node);
        }
        const auto nodes = m_outline->select(path);
        return nodes.empty() ? QByteArray() : m_outline->text(nodes.front());
    }

    const ReplyValues &m_values;
    std::optional<Outline> m_outline;
};

/// The text of the rule stands whole; what the values add is bounded.
QByteArray filledText(const QByteArray &text, Lookup &lookup, Escape escape)
{
    QByteArray result("");
    qsizetype room = mostInserted;
    qsizetype from = 0;
    for (;;) {
        const auto open = text.indexOf('{', from);
        const auto close = open < 0 ? -1 : text.indexOf('}', open);
        if (close < 0)
            break;
        const auto name = QByteArrayView(text).sliced(open + 1, close - open - 1);
        const bool isName = Lookup::isName(name);
        const auto end = isName ? close + 1 : open + 1;
        result += QByteArrayView(text).sliced(from, (isName ? open : end) - from);
        if (isName && room > 0)
            result += fitted(lookup.value(name), escape, room);
        from = end;
    }
    return result += QByteArrayView(text).sliced(from);
}
} // namespace

bool hasPlaceholders(const ReplyShape &shape)
{
    const auto has = [](const QByteArray &text) { return text.contains('{'); };
    return has(shape.body) ||
           std::ranges::any_of(shape.headers, [&](const Header &header) { return has(header.value); });
}

ReplyShape filledIn(const ReplyShape &shape, const ReplyValues &values)
{
    Lookup lookup(values);
    auto filled = shape;
    for (auto &header : filled.headers)
        header.value = filledText(header.value, lookup, Escape::Field);
    // what it has become: a request may have chosen it
    filled.body = filledText(shape.body, lookup, escapeOf(headerValue(filled.headers, "Content-Type")));
    return filled;
}

} // namespace creel
