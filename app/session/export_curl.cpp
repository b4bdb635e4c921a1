// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"

#include "app/event/asked_host.h"
#include "app/session/draft_of.h"
#include "app/session/export_text.h"

namespace creel {

namespace {

/// What curl would add by itself, and what the delivery did not have.
QByteArray withoutOwnLines(const Headers &headers)
{
    QByteArray out;
    for (const QByteArrayView name : {"Accept", "User-Agent", "Content-Type", "Expect"}) {
        if (headerValue(headers, name).isNull())
            out += " -H '" + name.toByteArray() + ":'";
    }
    return out;
}

QByteArray headerOption(const Header &header)
{
    return " -H " + shellWord(header.value.isEmpty() ? header.name + ';' : header.name + ": " + header.value);
}

QByteArray baseOf(const Delivery &delivery)
{
    const auto host = askedHost(delivery.method, delivery.target, delivery.head);
    return "http://" + (host.isEmpty() ? QByteArray("127.0.0.1:8484") : host.toByteArray());
}

/// @p text in single quotes.
void writeQuoted(ExportSink &out, QByteArrayView text)
{
    out << '\'';
    out.inParts(text, 1,
                [](QByteArray &to, QByteArrayView part) { to += part.toByteArray().replace('\'', "'\\''"); });
    out << '\'';
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
    const Draft draft = draftOf(delivery, {}, baseOf(delivery));
    const bool isText = isShownAsIs(draft.body);
    if (!isText) {
        out << "printf %s '";
        writeBase64(out, draft.body);
        out << "' | base64 -d | ";
    }
    out << "curl -sS --globoff --path-as-is";
    out << (draft.method == "HEAD" ? QByteArray(" -I") : " -X " + shellWord(draft.method));
    for (const auto &header : draft.headers)
        out << headerOption(header);
    out << withoutOwnLines(draft.headers);
    if (!isText) {
        out << " --data-binary @-";
    } else if (!draft.body.isEmpty()) {
        out << " --data-raw ";
        writeQuoted(out, draft.body);
    }
    out << ' ' << shellWord(draft.url) << '\n';
}

QByteArray curlCommand(const Delivery &delivery)
{
    ExportSink out;
    writeCurlCommand(out, delivery);
    return out.held();
}
} // namespace creel
