// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/form_fields.h"

#include "app/event/form_encoding.h"

#include <QByteArray>
#include <QList>

namespace creel {

namespace {

constexpr size_t mostFields = 10'000;
constexpr qsizetype mostShown = 64 * 1024; ///< of one name or value: a row shows one line

QByteArray shown(QByteArrayView text)
{
    return text.size() > mostShown ? formDecoded(text.first(mostShown)) + "…" : formDecoded(text);
}

/// The value of a parameter such as boundary or name in a header value; quotes removed.
QByteArray parameter(QByteArrayView value, QByteArrayView name)
{
    const QByteArray text = value.toByteArray();
    for (const QByteArray &part : text.split(';')) {
        const QByteArray item = part.trimmed();
        const qsizetype equals = item.indexOf('=');
        if (equals < 0 || QByteArrayView(item).first(equals).compare(name, Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray found = item.mid(equals + 1);
        const bool quoted = found.size() >= 2 && found.startsWith('"') && found.endsWith('"');
        return quoted ? found.mid(1, found.size() - 2) : found;
    }
    return {};
}

Header partField(QByteArrayView part)
{
    const qsizetype blank = part.indexOf("\r\n\r\n");
    const Headers lines = parseFields(blank < 0 ? part : part.first(blank), false);
    const QByteArrayView disposition = headerValue(lines, "Content-Disposition");
    QByteArray name = parameter(disposition, "name");
    if (const QByteArray file = parameter(disposition, "filename"); !file.isEmpty())
        name += " (" + file + ')';
    return {name, blank < 0 ? QByteArray() : part.sliced(blank + 4).toByteArray()};
}

} // namespace

Headers formFields(QByteArrayView body)
{
    Headers fields;
    while (!body.isEmpty() && fields.size() < mostFields) {
        const qsizetype end = body.indexOf('&');
        const QByteArrayView item = end < 0 ? body : body.first(end);
        body = end < 0 ? QByteArrayView() : body.sliced(end + 1);
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        fields.push_back({shown(equals < 0 ? item : item.first(equals)),
                          equals < 0 ? QByteArray() : shown(item.sliced(equals + 1))});
    }
    return fields;
}

Headers multipartFields(QByteArrayView body, QByteArrayView contentType)
{
    const QByteArray boundary = parameter(contentType, "boundary");
    if (boundary.isEmpty())
        return {};
    const QByteArray mark = "--" + boundary;
    Headers fields;
    qsizetype at = body.indexOf(mark);
    while (at >= 0 && fields.size() < mostFields) {
        at += mark.size();
        const qsizetype end = body.indexOf("\r\n" + mark, at);
        if (end < 0 || body.sliced(at).startsWith("--"))
            break;
        const qsizetype from = body.sliced(at).startsWith("\r\n") ? at + 2 : at;
        fields.push_back(partField(body.sliced(from, qMax(end - from, qsizetype(0)))));
        at = end + 2;
    }
    return fields;
}

} // namespace creel
