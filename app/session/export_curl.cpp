// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"

#include "app/session/draft_of.h"
#include "app/session/export_curl_url.h"
#include "app/session/export_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype wordBytes = 96 * 1024; // of one argument: Linux takes less than 128 KiB

bool isNamed(QByteArrayView name, QByteArrayView other)
{
    return name.compare(other, Qt::CaseInsensitive) == 0;
}

/// The line of @p head that begins with @p name, a part of it, without its end.
QByteArrayView lineOf(QByteArrayView head, QByteArrayView name)
{
    const auto line = head.sliced(name.data() - head.data());
    const auto end = line.indexOf('\n');
    const auto text = end < 0 ? line : line.first(end);
    return text.endsWith('\r') ? text.chopped(1) : text;
}

/// What curl would add by itself, and what the delivery did not have.
QByteArray withoutOwnLines(const Delivery &delivery)
{
    QByteArray out;
    for (const QByteArrayView name : {"Accept", "User-Agent", "Content-Type", "Expect"}) {
        if (fieldValues(delivery.head, name).empty())
            out += " -H '" + name.toByteArray() + ":'";
    }
    return out;
}

/// The line as it stands, white space and all; curl wants a semicolon behind a name without a value.
QByteArray headerOption(QByteArrayView line, QByteArrayView name, QByteArrayView value)
{
    return " -H " + shellWord(value.isEmpty() ? name.toByteArray() + ';' : line.toByteArray());
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
QByteArray hostOption(const Delivery &delivery, QByteArrayView authority)
{
    const auto values = fieldValues(delivery.head, "Host");
    if (values.empty())
        return " -H 'Host:'";
    const auto value = values.front();
    return value == authority && isWrittenAlike(value)
               ? QByteArray()
               : headerOption("Host: " + value.toByteArray(), "Host", value);
}

/// Whether curl would not write this Content-Length by itself, and it is right.
bool isOwnLength(const Delivery &delivery, QByteArrayView line, QByteArrayView value)
{
    const auto bytes = QByteArray::number(delivery.body.size());
    return delivery.complete && value == bytes &&
           (delivery.body.isEmpty() || line != "Content-Length: " + bytes);
}

void writeHeaderOptions(ExportSink &out, const Delivery &delivery, QByteArrayView authority)
{
    out << hostOption(delivery, authority);
    for (FieldLines lines(delivery.head); lines.next();) {
        const auto line = lineOf(delivery.head, lines.name());
        const bool isLength = isNamed(lines.name(), "Content-Length");
        if (isLength ? isOwnLength(delivery, line, lines.value()) : !belongsToConnection(lines.name()))
            out << headerOption(line, lines.name(), lines.value());
    }
    out << withoutOwnLines(delivery);
}

QByteArrayView versionOption(const Delivery &delivery)
{
    if (delivery.head.first(std::max<qsizetype>(0, delivery.head.indexOf('\n'))).contains(" HTTP/1.0"))
        return " --http1.0";
    return delivery.marks.testFlag(Mark::Tls) ? " --http1.1" : ""; // over TLS curl asks for HTTP/2
}

/// curl waits for a body of what it does not know to be HEAD, and takes -I with no body of its own.
QByteArray methodOption(const Delivery &delivery)
{
    return delivery.method == "HEAD" && delivery.body.isEmpty() ? QByteArray(" -I")
                                                                : " -X " + shellWord(delivery.method);
}

/// @p text in single quotes.
void writeQuoted(ExportSink &out, QByteArrayView text)
{
    out << '\'';
    out.inParts(text, 1,
                [](QByteArray &to, QByteArrayView part) { to += part.toByteArray().replace('\'', "'\\''"); });
    out << '\'';
}

/// Says on a line of its own that @p delivery did not come whole. True when curl can send something of it.
bool isSendable(ExportSink &out, const Delivery &delivery)
{
    const bool sendable = !delivery.method.isEmpty() && !delivery.target.isEmpty();
    if (sendable && delivery.complete && delivery.malformed.isEmpty())
        return true;
    out << (sendable ? "# not as it came: " : "# not to be sent by curl: ");
    QByteArray why;
    appendShown(why, delivery.malformed);
    out << why << '\n';
    return sendable;
}

} // namespace

QByteArray shellWord(QByteArrayView text)
{
    if (isShownAsIs(text)) {
        ExportSink word;
        writeQuoted(word, text);
        return word.held();
    }
    QByteArray out = "$'";
    for (const char c : text) {
        const bool plain = uchar(c) >= 0x20 && uchar(c) < 0x7f && c != '\'' && c != '\\';
        out += plain ? QByteArray(1, c) : "\\x" + QByteArray(1, c).toHex();
    }
    return out + '\'';
}

void writeCurlCommand(ExportSink &out, const Delivery &delivery)
{
    if (!isSendable(out, delivery))
        return;
    const auto place = curlUrl(delivery);
    const bool isWord = delivery.body.size() <= wordBytes && isShownAsIs(delivery.body);
    if (!isWord) {
        out << "printf %s '";
        writeBase64(out, delivery.body);
        out << "' | base64 -d | ";
    }
    out << "curl -sS --globoff --path-as-is" << versionOption(delivery) << methodOption(delivery);
    writeHeaderOptions(out, delivery, place.authority);
    if (!isWord) {
        out << " --data-binary @-";
    } else if (!delivery.body.isEmpty()) {
        out << " --data-raw ";
        writeQuoted(out, delivery.body);
    }
    if (!place.requestTarget.isEmpty())
        out << " --request-target " << shellWord(place.requestTarget);
    out << ' ' << shellWord(place.url) << '\n';
}

QByteArray curlCommand(const Delivery &delivery)
{
    ExportSink out;
    writeCurlCommand(out, delivery);
    return out.held();
}
} // namespace creel
