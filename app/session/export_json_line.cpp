// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_json_line.h"

#include "app/session/export_text.h"

namespace creel {

void appendJsonString(QByteArray &out, QByteArrayView text)
{
    out += '"';
    appendShown(out, text, Shown::Json);
    out += '"';
}

JsonLine &JsonLine::raw(QByteArrayView name, QByteArrayView json)
{
    if (m_out.size() > 1)
        m_out += ',';
    m_out += '"';
    m_out.append(name);
    m_out += "\":";
    m_out.append(json);
    return *this;
}

JsonLine &JsonLine::text(QByteArrayView name, QByteArrayView value)
{
    raw(name, {});
    appendJsonString(m_out, value);
    return *this;
}

JsonLine &JsonLine::textOrNull(QByteArrayView name, QByteArrayView value)
{
    return value.isEmpty() ? null(name) : text(name, value);
}

JsonLine &JsonLine::number(QByteArrayView name, qint64 value)
{
    return raw(name, QByteArray::number(value));
}

JsonLine &JsonLine::boolean(QByteArrayView name, bool value)
{
    return raw(name, value ? "true" : "false");
}

} // namespace creel
