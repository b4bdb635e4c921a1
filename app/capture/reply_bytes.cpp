// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_bytes.h"

#include "app/http/message.h"

#include <QDateTime>
#include <QLocale>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// How much more an answer of wrong length promises than it sends.
constexpr qsizetype missingBytes = 16;

const ReplyShape &standardShape()
{
    static const ReplyShape shape{.headers = {}, .body = "ok\n"};
    return shape;
}

/// No content (RFC 9110 15.3.5, 15.3.6, 15.4.5), and no length (8.6) but with 205, whose end a sender could
/// not tell without: 304 would have to give that of the 200 it stands for, which nobody knows.
bool isBodiless(int status)
{
    return status == 204 || status == 205 || status == 304;
}

QByteArray dateField(qint64 second)
{
    const auto time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}
} // namespace

void ReplyBytes::setTime(qint64 nowUs)
{
    const auto second = nowUs / 1'000'000;
    if (second == m_second)
        return;
    m_second = second;
    m_date = dateField(second);
    const auto parts = make(standardShape(), {}, nowUs);
    m_standard = parts.head + parts.body;
}

ReplyBytes::Parts ReplyBytes::make(const ReplyShape &shape, const ReplyContext &context, qint64 nowUs)
{
    setTime(nowUs);
    auto headers = shape.headers;
    const auto addUnlessGiven = [&](const char *name, const QByteArray &value) {
        if (headerValue(shape.headers, name).isNull())
            headers.push_back({name, value});
    };
    addUnlessGiven("Date", m_date);
    const bool wrong = shape.end == ReplyShape::End::WrongLength;
    const bool bodiless = isBodiless(shape.status);
    if (!bodiless) {
        addUnlessGiven("Content-Type", "text/plain; charset=utf-8"_ba);
        headers.push_back(
            {"Content-Length", QByteArray::number(shape.body.size() + (wrong ? missingBytes : 0))});
    } else if (shape.status == 205) {
        headers.push_back({"Content-Length", "0"});
    }
    addUnlessGiven("Cache-Control", "no-store"_ba);
    addUnlessGiven("X-Content-Type-Options", "nosniff"_ba);
    if (context.cors)
        addUnlessGiven("Access-Control-Allow-Origin", "*"_ba);
    if (!context.keepAlive)
        addUnlessGiven("Connection", "close"_ba);
    else if (context.minorVersion == 0)
        addUnlessGiven("Connection", "keep-alive"_ba);
    const bool withoutBody = bodiless || context.toHead;
    return {answerHead(shape.status, headers), withoutBody ? QByteArray() : shape.body,
            wrong && !withoutBody};
}

QByteArrayView ReplyBytes::standard(const ReplyContext &context, qint64 nowUs)
{
    setTime(nowUs);
    if (context.keepAlive && !context.toHead && context.minorVersion == 1 && !context.cors)
        return m_standard;
    const auto parts = make(standardShape(), context, nowUs);
    m_other = parts.head + parts.body;
    return m_other;
}

} // namespace creel
