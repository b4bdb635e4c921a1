// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_redact.h"

#include "app/event/form_encoding.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

namespace creel {

namespace {

constexpr char mask[] = "REDACTED"; // no character that a URL, a header or a shell takes for its own

template <size_t n>
bool holdsAny(const QByteArray &lower, const std::array<QByteArrayView, n> &words)
{
    return std::ranges::any_of(words, [&](QByteArrayView word) { return lower.contains(word); });
}

template <size_t n>
bool isAny(const QByteArray &lower, const std::array<QByteArrayView, n> &words)
{
    return std::ranges::any_of(words, [&](QByteArrayView word) { return lower == word; });
}

bool namesSecret(const QByteArray &lower)
{
    static constexpr std::array<QByteArrayView, 7> words{"token",   "secret", "signature", "password",
                                                         "api-key", "apikey", "api_key"};
    return holdsAny(lower, words);
}

bool isSecretHeader(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 4> names{"authorization", "proxy-authorization", "cookie",
                                                         "set-cookie"};
    const auto lower = name.trimmed().toByteArray().toLower();
    return isAny(lower, names) || namesSecret(lower);
}

bool isSecretParameter(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 4> names{"key", "sig", "auth", "code"};
    const auto lower = name.toByteArray().toLower();
    return isAny(lower, names) || namesSecret(lower);
}

/// Some take `;` as they take `&`, and a fragment may hold parameters, too.
bool endsParameter(char sign)
{
    return sign == '&' || sign == ';' || sign == '#';
}

QByteArray maskedTarget(const QByteArray &target)
{
    const auto query =
        std::find_if(target.begin(), target.end(), [](char c) { return c == '?' || c == '#'; }) -
        target.begin();
    if (query == target.size())
        return target;
    QByteArray out = target.first(query + 1);
    for (auto at = query + 1; at <= target.size();) {
        const auto end = std::find_if(target.begin() + at, target.end(), endsParameter) - target.begin();
        const auto parameter = target.sliced(at, end - at);
        const auto equals = parameter.indexOf('=');
        const bool secret = equals >= 0 && isSecretParameter(formDecoded(parameter.first(equals)));
        out += secret ? parameter.first(equals + 1) + mask : parameter;
        out += target.sliced(end, std::min<qsizetype>(1, target.size() - end));
        at = end + 1;
    }
    return out;
}

QByteArray maskedStartLine(const QByteArray &line)
{
    auto words = line.split(' ');
    std::ranges::transform(words, words.begin(), maskedTarget);
    return words.join(' ');
}

QByteArray maskedField(const QByteArray &line)
{
    const auto colon = line.indexOf(':');
    if (colon <= 0 || !isSecretHeader(QByteArrayView(line).first(colon)))
        return line;
    return line.first(colon + 1) + ' ' + mask + (line.endsWith('\r') ? "\r" : "");
}

/// Lines end at LF; a CR before it stays where it is.
QByteArray maskedLines(const QByteArray &raw, bool hasStartLine)
{
    auto lines = raw.split('\n');
    bool isMasked = false;
    for (auto &line : lines) {
        const bool blank = line.isEmpty() || line == "\r";
        const bool goesOn = line.startsWith(' ') || line.startsWith('\t'); // RFC 9112, 5.2: folded
        if (goesOn && isMasked && !blank)
            line = line.first(1) + mask + (line.endsWith('\r') ? "\r" : "");
        else if (!goesOn || hasStartLine) {
            const auto before = line;
            line = hasStartLine ? maskedStartLine(line) : maskedField(line);
            isMasked = !hasStartLine && line != before;
        }
        hasStartLine = hasStartLine && blank;
    }
    return lines.join('\n');
}

} // namespace

Delivery redacted(Delivery delivery)
{
    if (delivery.malformed.isEmpty()) {
        delivery.head = maskedLines(delivery.head, true);
    } else { // a secret may stand anywhere in it
        const auto isEnd = [](char c) { return c == '\r' || c == '\n'; };
        const auto end =
            std::find_if(delivery.head.begin(), delivery.head.end(), isEnd) - delivery.head.begin();
        delivery.head = maskedStartLine(maskedField(delivery.head.first(end))) + "\r\n\r\n";
    }
    delivery.target = maskedTarget(delivery.target);
    delivery.trailers = maskedLines(delivery.trailers, false);
    return delivery;
}

} // namespace creel
