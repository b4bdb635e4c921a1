// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/export_sink.h"

namespace creel {

/// Writes @p text as a JSON string, quotes included, safe to show on any terminal (see writeShown).
void writeJsonString(ExportSink &out, QByteArrayView text);

/// Writes one JSON object on one line, members in the order they are added (QJsonDocument would sort them).
/// Names are ours and written as they are.
class JsonLine
{
public:
    /// Keeps the object for object().
    JsonLine() : JsonLine(m_own) {}
    /// Writes to @p out as members are added, until close().
    explicit JsonLine(ExportSink &out) : m_out(out) { m_out << '{'; }
    JsonLine(const JsonLine &) = delete;
    JsonLine &operator=(const JsonLine &) = delete;

    JsonLine &text(QByteArrayView name, QByteArrayView value);
    /// null when @p value is empty.
    JsonLine &textOrNull(QByteArrayView name, QByteArrayView value);
    /// @p value in base64 (RFC 4648 4).
    JsonLine &base64(QByteArrayView name, QByteArrayView value);
    JsonLine &number(QByteArrayView name, qint64 value);
    JsonLine &boolean(QByteArrayView name, bool value);
    JsonLine &null(QByteArrayView name) { return raw(name, "null"); }
    /// @p json is a JSON text already; empty when its writer goes on after the name by itself.
    JsonLine &raw(QByteArrayView name, QByteArrayView json);
    /// Ends the object; nothing is added after it.
    void close() { m_out << '}'; }
    /// The object kept so far, without a line feed.
    QByteArray object() const { return m_own.held() + '}'; }

private:
    ExportSink m_own;
    ExportSink &m_out;
    bool m_empty = true;
};

} // namespace creel
