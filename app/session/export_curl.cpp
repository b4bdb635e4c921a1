// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"

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
    const auto host = fieldValue(delivery.head, "host");
    return "http://" + (host.isEmpty() ? QByteArray("127.0.0.1:8484") : host.toByteArray());
}

} // namespace

QByteArray shellWord(QByteArrayView text)
{
    if (isShownAsIs(text))
        return '\'' + text.toByteArray().replace('\'', "'\\''") + '\'';
    QByteArray out = "$'";
    for (const char c : text) {
        const bool plain = uchar(c) >= 0x20 && uchar(c) < 0x7f && c != '\'' && c != '\\';
        out += plain ? QByteArray(1, c) : "\\x" + QByteArray(1, c).toHex();
    }
    return out + '\'';
}

QByteArray curlCommand(const Delivery &delivery)
{
    const Draft draft = draftOf(delivery, {}, baseOf(delivery));
    QByteArray options = draft.method == "HEAD" ? QByteArray(" -I") : " -X " + shellWord(draft.method);
    for (const auto &header : draft.headers)
        options += headerOption(header);
    options += withoutOwnLines(draft.headers);
    QByteArray before;
    if (!draft.body.isEmpty() && isShownAsIs(draft.body)) {
        options += " --data-raw " + shellWord(draft.body);
    } else if (!draft.body.isEmpty()) {
        before = "printf %s '" + draft.body.toBase64() + "' | base64 -d | ";
        options += " --data-binary @-";
    }
    return before + "curl -sS --globoff --path-as-is" + options + ' ' + shellWord(draft.url) + '\n';
}

} // namespace creel
