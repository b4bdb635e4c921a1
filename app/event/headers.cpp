// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/headers.h"

#include <cstring>

namespace creel {

namespace {
bool sameName(QByteArrayView written, QByteArrayView name)
{
    return written.size() == name.size() && written.compare(name, Qt::CaseInsensitive) == 0;
}

QByteArray joined(const std::vector<QByteArrayView> &values)
{
    QByteArray list;
    for (const auto &value : values) {
        if (!list.isEmpty())
            list.append(", ");
        list.append(value);
    }
    return list;
}
} // namespace

QByteArrayView headerValue(const Headers &headers, QByteArrayView name)
{
    for (const auto &header : headers) {
        if (sameName(header.name, name))
            return header.value;
    }
    return {};
}

std::vector<QByteArrayView> headerValues(const Headers &headers, QByteArrayView name)
{
    std::vector<QByteArrayView> values;
    for (const auto &header : headers) {
        if (sameName(header.name, name))
            values.push_back(header.value);
    }
    return values;
}

QByteArray joinedValues(const Headers &headers, QByteArrayView name)
{
    return joined(headerValues(headers, name));
}

FieldLines::FieldLines(QByteArrayView raw, bool hasStartLine) : m_rest(raw)
{
    while (hasStartLine && !m_rest.isEmpty() && takeLine().isEmpty()) {
    }
}

QByteArrayView FieldLines::takeLine()
{
    const auto *end = static_cast<const char *>(std::memchr(m_rest.data(), '\n', size_t(m_rest.size())));
    auto line = end ? m_rest.first(end - m_rest.data()) : m_rest;
    m_rest = end ? m_rest.sliced(line.size() + 1) : QByteArrayView{};
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool FieldLines::next()
{
    const auto line = m_rest.isEmpty() ? QByteArrayView{} : takeLine();
    if (line.isEmpty()) {
        m_rest = {}; // behind it a refused delivery keeps what came of its body
        return false;
    }
    const auto colon = line.indexOf(':');
    m_name = colon < 0 ? line : line.first(colon);
    m_value = colon < 0 ? QByteArrayView{} : line.sliced(colon + 1).trimmed();
    return true;
}

Headers parseFields(QByteArrayView raw, bool hasStartLine)
{
    Headers headers;
    for (FieldLines lines(raw, hasStartLine); lines.next();)
        headers.push_back({lines.name().toByteArray(), lines.value().toByteArray()});
    return headers;
}

QByteArrayView fieldValue(QByteArrayView head, QByteArrayView name)
{
    for (FieldLines lines(head); lines.next();) {
        if (sameName(lines.name(), name))
            return lines.value();
    }
    return {};
}

std::vector<QByteArrayView> fieldValues(QByteArrayView head, QByteArrayView name)
{
    std::vector<QByteArrayView> values;
    for (FieldLines lines(head); lines.next();) {
        if (sameName(lines.name(), name))
            values.push_back(lines.value());
    }
    return values;
}

QByteArray joinedFieldValues(QByteArrayView head, QByteArrayView name)
{
    return joined(fieldValues(head, name));
}

} // namespace creel
