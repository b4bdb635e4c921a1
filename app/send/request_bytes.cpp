// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/request_bytes.h"

#include "app/http/message.h"
#include "app/http/tokens.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::RequestBytes", text);
}

QByteArray problemOf(const Draft &draft)
{
    if (!isToken(draft.method))
        return tr("The method must be one word of letters, such as POST").toUtf8();
    if (!allOf(draft.target, TargetByte))
        return tr("The target holds white space or a control character, which would split the request")
            .toUtf8();
    int line = 0;
    for (const auto &header : draft.headers) {
        ++line;
        if (!isToken(header.name))
            return tr("Header line %1: the name must be one word without spaces or colons")
                .arg(line)
                .toUtf8();
        if (!isSafeFieldText(header.value))
            return tr("Header line %1: the value of %2 holds a line break or a NUL, which would split the "
                      "request; remove it")
                .arg(QString::number(line), QString::fromLatin1(header.name))
                .toUtf8();
    }
    return {};
}

bool lastCodingIsChunked(const Headers &headers)
{
    const auto values = headerValues(headers, "transfer-encoding");
    if (values.empty())
        return false;
    const auto last = values.back();
    return last.sliced(last.lastIndexOf(',') + 1).trimmed().compare("chunked", Qt::CaseInsensitive) == 0;
}

QByteArray inChunks(const QByteArray &body)
{
    const auto last = "0\r\n\r\n"_ba;
    return body.isEmpty() ? last : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n" + last;
}

/// RFC 9110 8.6: a request without content says so only where its method expects some.
bool wantsLength(const Draft &draft)
{
    return !draft.body.isEmpty() || draft.method == "POST" || draft.method == "PUT" ||
           draft.method == "PATCH";
}

} // namespace

RequestBytes requestBytes(const Draft &draft, const Target &target)
{
    RequestBytes out;
    out.problem = problemOf(draft);
    if (!out.problem.isEmpty())
        return out;

    Headers headers = draft.headers;
    const bool coded = !headerValues(headers, "transfer-encoding").empty();
    if (headerValues(headers, "host").empty())
        headers.insert(headers.begin(), {"Host", target.hostHeader});
    if (!coded && headerValues(headers, "content-length").empty() && wantsLength(draft))
        headers.push_back({"Content-Length", QByteArray::number(draft.body.size())});
    out.head =
        requestHead(draft.method, draft.target.isEmpty() ? target.requestTarget : draft.target, headers);
    out.body = lastCodingIsChunked(headers) ? inChunks(draft.body) : draft.body;
    return out;
}

} // namespace creel
