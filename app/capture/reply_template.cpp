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
/// An answer that asks for more than this is cut: values come from outside.
constexpr qsizetype longestResult = 1024 * 1024;

enum class Escape { None, Json, Html };

Escape escapeOf(QByteArrayView contentType)
{
    const auto type = contentType.toByteArray().toLower();
    if (type.contains("json"))
        return Escape::Json;
    return type.contains("html") || type.contains("xml") ? Escape::Html : Escape::None;
}

QByteArray escaped(const QByteArray &value, Escape escape)
{
    switch (escape) {
    case Escape::None:
        break;
    case Escape::Html:
        return QString::fromUtf8(value).toHtmlEscaped().toUtf8();
    case Escape::Json: {
        const auto array = QJsonDocument(QJsonArray{QString::fromUtf8(value)}).toJson(QJsonDocument::Compact);
        return array.sliced(2, array.size() - 4); // without [" and "]
    }
    }
    return value;
}

/// Looks placeholders up; the outline of the payload is made when one first asks for it.
class Lookup
{
public:
    explicit Lookup(const ReplyValues &values) : m_values(values) {}

    /// nullopt: not the name of a placeholder.
    std::optional<QByteArray> operator()(QByteArrayView name)
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
        if (const auto rest = after("body.", name))
            return payloadValue(*rest);
        return std::nullopt;
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

QByteArray filledText(const QByteArray &text, Lookup &lookup, Escape escape)
{
    QByteArray result;
    qsizetype from = 0;
    while (result.size() < longestResult) {
        const auto open = text.indexOf('{', from);
        const auto close = open < 0 ? -1 : text.indexOf('}', open);
        if (close < 0)
            break;
        const auto value = lookup(QByteArrayView(text).sliced(open + 1, close - open - 1));
        const auto end = value ? close + 1 : open + 1;
        result += QByteArrayView(text).sliced(from, (value ? open : end) - from);
        if (value)
            result += escaped(*value, escape);
        from = end;
    }
    return result + text.sliced(from);
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
    for (auto &header : filled.headers) {
        header.value = filledText(header.value, lookup, Escape::None);
        if (!isSafeFieldText(header.value))
            header.value.clear();
    }
    filled.body = filledText(shape.body, lookup, escapeOf(headerValue(shape.headers, "Content-Type")));
    return filled;
}

} // namespace creel
