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
    const auto [head, body] = make(standardShape(), {}, nowUs);
    m_standard = head + body;
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
    // RFC 9110 8.6: none with 204; 304 would have to give that of the 200 it stands for, which nobody knows.
    const bool bodiless = shape.status == 204 || shape.status == 304;
    if (!bodiless) {
        addUnlessGiven("Content-Type", "text/plain; charset=utf-8"_ba);
        const bool wrong = shape.end == ReplyShape::End::WrongLength;
        headers.push_back(
            {"Content-Length", QByteArray::number(shape.body.size() + (wrong ? missingBytes : 0))});
    }
    addUnlessGiven("Cache-Control", "no-store"_ba);
    addUnlessGiven("X-Content-Type-Options", "nosniff"_ba);
    if (context.cors)
        addUnlessGiven("Access-Control-Allow-Origin", "*"_ba);
    if (!context.keepAlive)
        addUnlessGiven("Connection", "close"_ba);
    else if (context.minorVersion == 0)
        addUnlessGiven("Connection", "keep-alive"_ba);
    return {answerHead(shape.status, headers), bodiless || context.toHead ? QByteArray() : shape.body};
}

QByteArrayView ReplyBytes::standard(const ReplyContext &context, qint64 nowUs)
{
    setTime(nowUs);
    if (context.keepAlive && !context.toHead && context.minorVersion == 1 && !context.cors)
        return m_standard;
    const auto [head, body] = make(standardShape(), context, nowUs);
    m_other = head + body;
    return m_other;
}

} // namespace creel
