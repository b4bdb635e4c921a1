// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_json_line.h"

#include "app/session/export_text.h"

namespace creel {

void writeJsonString(ExportSink &out, QByteArrayView text)
{
    out << '"';
    writeShown(out, text, Shown::Json);
    out << '"';
}

JsonLine &JsonLine::raw(QByteArrayView name, QByteArrayView json)
{
    m_out << (m_empty ? "\"" : ",\"") << name << "\":" << json;
    m_empty = false;
    return *this;
}

JsonLine &JsonLine::text(QByteArrayView name, QByteArrayView value)
{
    raw(name, {});
    writeJsonString(m_out, value);
    return *this;
}

JsonLine &JsonLine::base64(QByteArrayView name, QByteArrayView value)
{
    raw(name, "\"");
    writeBase64(m_out, value);
    m_out << '"';
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
