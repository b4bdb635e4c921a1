// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Appends @p text as a JSON string, quotes included, safe to show on any terminal (see appendShown).
void appendJsonString(QByteArray &out, QByteArrayView text);

/// Builds one JSON object on one line, members in the order they are added (QJsonDocument would sort them).
/// Names are ours and written as they are.
class JsonLine
{
public:
    JsonLine &text(QByteArrayView name, QByteArrayView value);
    /// null when @p value is empty.
    JsonLine &textOrNull(QByteArrayView name, QByteArrayView value);
    JsonLine &number(QByteArrayView name, qint64 value);
    JsonLine &boolean(QByteArrayView name, bool value);
    JsonLine &null(QByteArrayView name) { return raw(name, "null"); }
    /// @p json is a JSON text already.
    JsonLine &raw(QByteArrayView name, QByteArrayView json);
    /// The object without a line feed.
    QByteArray object() const { return m_out + '}'; }

private:
    QByteArray m_out = "{";
};

} // namespace creel
