// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"

#include "app/session/export_curl_lines.h"
#include "app/session/export_curl_url.h"
#include "app/session/export_text.h"

#include <QByteArrayList>

#include <algorithm>

namespace creel {

namespace {

constexpr qsizetype wordBytes = 96 * 1024; // of one argument: Linux takes less than 128 KiB, 2 MiB of all

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

/// More than the arguments of a program may hold comes by a file that bash makes of a command's output.
void writeHeaderOptions(ExportSink &out, const Delivery &delivery, const QByteArrayList &lines)
{
    qsizetype bytes = 0;
    for (const auto &line : lines)
        bytes += line.size();
    const bool isFile = bytes > wordBytes;
    out << (isFile ? " -H @<(printf '%s\\n'" : "");
    for (const auto &line : lines)
        out << (isFile ? " " : " -H ") << shellWord(line);
    out << (isFile ? ")" : "") << withoutOwnLines(delivery);
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
    if (std::max(delivery.method.size(), delivery.target.size()) > wordBytes) {
        out << "# not to be sent by curl: its target is longer than an argument of a program\n";
        return false;
    }
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
    const auto header = curlLines(delivery, place.authority);
    if (header.leftOut)
        out << "# left out, as curl would send it another way: " << header.leftOut << '\n';
    const bool isWord = delivery.body.size() <= wordBytes && isShownAsIs(delivery.body);
    if (!isWord) {
        out << "printf %s '";
        writeBase64(out, delivery.body);
        out << "' | base64 -d | ";
    }
    out << "curl -sS --globoff --path-as-is" << versionOption(delivery) << methodOption(delivery);
    writeHeaderOptions(out, delivery, header.lines);
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
