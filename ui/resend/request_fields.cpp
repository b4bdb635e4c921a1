// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/request_fields.h"

#include "app/json/text.h"
#include "app/send/sender.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cstring>

namespace creel {

namespace {

struct Fields {
    Q_DECLARE_TR_FUNCTIONS(creel::RequestFields)
};

bool isUtf8(const QByteArray &bytes)
{
    return firstNonUtf8(bytes) == bytes.size();
}

bool isTokenByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

} // namespace

RequestFields fieldsOf(const Draft &draft)
{
    return {draft.method, draft.url, draft.headers};
}

QString editableText(const QByteArray &bytes)
{
    return isUtf8(bytes) ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

QByteArray editedBytes(const QString &text, const QByteArray &before)
{
    if (text == editableText(before))
        return before;
    const bool latin1 = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 256; });
    return latin1 && !isUtf8(before) ? text.toLatin1() : text.toUtf8();
}

Headers pastedHeaders(const QString &text)
{
    Headers headers;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype colon = line.indexOf(u':');
        if (colon > 0)
            headers.push_back({line.left(colon).trimmed().toUtf8(), line.mid(colon + 1).trimmed().toUtf8()});
    }
    return headers;
}

QString headerProblem(const Header &header)
{
    if (header.name.isEmpty())
        return Fields::tr("The line has no name.");
    if (!std::all_of(header.name.begin(), header.name.end(), isTokenByte))
        return Fields::tr("The name holds a character that no header name may hold.");
    if (std::any_of(header.value.begin(), header.value.end(),
                    [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
        return Fields::tr("The value holds a line break or NUL.");
    return {};
}

std::vector<QByteArray> signatureNames(const Headers &headers)
{
    std::vector<QByteArray> names;
    for (const Header &header : headers) {
        const QByteArray lower = header.name.toLower();
        if (lower.contains("signature") || lower.contains("hmac") || lower.endsWith("-digest") ||
            lower == "digest" || lower == "content-md5" || lower.endsWith("transmission-sig"))
            names.push_back(header.name);
    }
    return names;
}

Headers automaticHeaders(const Draft &draft)
{
    Headers added;
    if (headerValues(draft.headers, "Host").empty()) {
        if (const Target target = parseTarget(draft.url); target.problem.isEmpty())
            added.push_back({"Host", target.hostHeader});
    }
    const bool framed = !headerValues(draft.headers, "Content-Length").empty() ||
                        !headerValues(draft.headers, "Transfer-Encoding").empty();
    const bool expected = draft.method == "POST" || draft.method == "PUT" || draft.method == "PATCH";
    if (!framed && (!draft.body.isEmpty() || expected))
        added.push_back({"Content-Length", QByteArray::number(draft.body.size())});
    return added;
}

} // namespace creel
