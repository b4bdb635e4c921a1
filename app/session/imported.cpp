// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/imported.h"

#include "app/http/message.h"
#include "app/session/listen_settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace creel {

namespace {

constexpr qint64 mib = 1024LL * 1024;
constexpr qint64 mostNoteBytes = mib; // each is in memory while its session is open

bool areSafe(const Headers &fields)
{
    return std::ranges::all_of(fields, [](const Header &field) {
        return isSafeFieldText(field.name) && isSafeFieldText(field.value);
    });
}

qint64 declaredBytes(QByteArrayView head)
{
    const auto values = fieldValues(head, "Content-Length");
    bool isNumber = false;
    const auto bytes = values.size() == 1 ? values.front().toByteArray().toLongLong(&isNumber) : -1;
    return isNumber && bytes >= 0 ? bytes : -1;
}

QByteArray trailersOf(const Headers &fields)
{
    QByteArray lines;
    for (const auto &[name, value] : fields)
        lines.append(name).append(": ").append(value).append("\r\n");
    return lines;
}

} // namespace

bool isGivenBack(const QByteArray &head, QByteArrayView method, QByteArrayView target, const Headers &headers)
{
    return head.isValidUtf8() && areSafe(headers) && requestHead(method, target, headers) == head;
}

bool isGivenBack(const QByteArray &trailers, const Headers &fields)
{
    return trailers.isValidUtf8() && areSafe(fields) && trailersOf(fields) == trailers;
}

bool setFields(Delivery &delivery, const Headers &headers, const Headers &trailers)
{
    delivery.trailers = trailersOf(trailers);
    return areSafe(headers) && areSafe(trailers) &&
           setHead(delivery, requestHead(delivery.method, delivery.target, headers));
}

bool setHead(Delivery &delivery, const QByteArray &head)
{
    delivery.head = head;
    delivery.declaredBytes = declaredBytes(head);
    return isSafeFieldText(delivery.method) && isSafeFieldText(delivery.target);
}

QString tooLarge(const Imported &said)
{
    const auto larger = [](const QByteArray &bytes, qint64 most, const char *words) {
        return bytes.size() > most ? QCoreApplication::translate("creel::Import", words).arg(most / mib)
                                   : QString();
    };
    const auto &delivery = said.delivery;
    for (const auto &problem :
         {larger(delivery.head, mostHeadBytes, "its head has more than %1 MiB"),
          larger(delivery.method, mostHeadBytes, "its method has more than %1 MiB"),
          larger(delivery.target, mostHeadBytes, "its target has more than %1 MiB"),
          larger(delivery.trailers, mostTrailerBytes, "its trailers have more than %1 MiB"),
          larger(delivery.body, mostBodyBytes, "its body has more than %1 MiB"),
          larger(delivery.malformed, mostNoteBytes, "the reason of its refusal has more than %1 MiB"),
          larger(delivery.reply.rule, mostNoteBytes, "the name of its reply rule has more than %1 MiB"),
          larger(delivery.reply.outcome, mostNoteBytes, "what became of its answer has more than %1 MiB"),
          larger(delivery.peer, mostNoteBytes, "its sender's address has more than %1 MiB"),
          larger(said.note, mostNoteBytes, "its note has more than %1 MiB")}) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

QByteArray textMember(const QJsonObject &object, QLatin1StringView name)
{
    return object.value(name).toString().toUtf8();
}

std::optional<QByteArray> base64Member(const QJsonObject &object, QLatin1StringView name)
{
    const auto result =
        QByteArray::fromBase64Encoding(textMember(object, name), QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(result.decoded) : std::nullopt;
}

int importedStatus(const QJsonValue &status)
{
    constexpr int most = 999; // three digits (RFC 9110 15)
    const auto number = status.toInt();
    return number > 0 && number <= most ? number : 0;
}

qint64 importedDurationUs(double us)
{
    constexpr double most = 1e15;
    return us >= 0 && us < most ? std::llround(us) : -1;
}

} // namespace creel
