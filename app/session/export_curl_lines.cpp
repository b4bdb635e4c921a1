// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl_lines.h"

#include "app/http/field_line.h"
#include "app/http/tokens.h"
#include "app/session/draft_of.h"

#include <QRegularExpression>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// The line of @p head that begins with @p name, a part of it, without its end.
QByteArrayView lineOf(QByteArrayView head, QByteArrayView name)
{
    const auto line = head.sliced(name.data() - head.data());
    const auto end = line.indexOf('\n');
    const auto text = end < 0 ? line : line.first(end);
    return text.endsWith('\r') ? text.chopped(1) : text;
}

/// The line as it stands, white space and all; curl wants a semicolon behind a name without a value.
void add(CurlLines &to, QByteArrayView line)
{
    const auto field = readFieldLine(line);
    if (!field.problem)
        to.lines.append(field.value.isEmpty() ? field.name.toByteArray() + ';' : line.toByteArray());
    else if (!to.leftOut)
        to.leftOut = field.problem;
}

/// Whether curl writes this host and port as they stand: of addresses it knows one way to write each, and it
/// leaves out the port that the scheme has.
bool isWrittenAlike(QByteArrayView authority)
{
    static const QRegularExpression pattern(
        u"^([A-Za-z][A-Za-z0-9.-]*|(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3})(:(?!(80|443)$)[1-9][0-9]*)?$"_s);
    return pattern.match(QString::fromLatin1(authority)).hasMatch();
}

/// Only where it is not the one that curl makes.
void addHost(CurlLines &to, const Delivery &delivery, QByteArrayView authority)
{
    const auto values = fieldValues(delivery.head, "Host");
    if (values.empty())
        to.lines.append("Host:");
    else if (values.front() != authority || !isWrittenAlike(authority))
        add(to, QByteArray("Host: " + values.front().toByteArray()));
}

/// Whether curl would not write this Content-Length by itself, and it is right.
bool isOwnLength(const Delivery &delivery, QByteArrayView line, QByteArrayView value)
{
    const auto bytes = QByteArray::number(delivery.body.size());
    return delivery.complete && value == bytes &&
           (delivery.body.isEmpty() || line != "Content-Length: " + bytes);
}

} // namespace

CurlLines curlLines(const Delivery &delivery, QByteArrayView authority)
{
    CurlLines made;
    addHost(made, delivery, authority);
    for (FieldLines lines(delivery.head); lines.next();) {
        const auto line = lineOf(delivery.head, lines.name());
        const bool isLength = equalsIgnoringCase(lines.name(), "Content-Length");
        if (isLength ? isOwnLength(delivery, line, lines.value()) : !belongsToConnection(lines.name()))
            add(made, line);
    }
    return made;
}

} // namespace creel
