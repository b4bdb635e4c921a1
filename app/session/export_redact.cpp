// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_redact.h"

#include "app/event/form_encoding.h"
#include "app/http/field_line.h"
#include "app/http/tokens.h"
#include "app/session/secret_words.h"

#include <QByteArrayList>

#include <algorithm>

namespace creel {

namespace {

constexpr char mask[] = "REDACTED"; // no character that a URL, a header or a shell takes for its own

/// In a path a parameter ends with its segment. Some take `;` as they take `&`, and a fragment may hold
/// parameters, too.
bool endsParameter(char sign, bool isPath)
{
    return sign == '&' || sign == ';' || sign == '#' || (isPath && (sign == '/' || sign == '?'));
}

QByteArray maskedParameter(QByteArrayView parameter)
{
    const auto equals = parameter.indexOf('=');
    if (equals < 0)
        return holdsSecret(parameter) ? QByteArray(mask) : parameter.toByteArray();
    const auto name = formDecoded(parameter.first(equals));
    const bool secret = namesSecret(name) || name.compare("code", Qt::CaseInsensitive) == 0 ||
                        holdsSecret(parameter.sliced(equals + 1));
    return secret ? parameter.first(equals + 1).toByteArray() + mask : parameter.toByteArray();
}

/// Of any URL in it.
QByteArray withoutUsers(QByteArray target)
{
    for (auto at = target.indexOf("://"); at >= 0; at = target.indexOf("://", at + 1)) {
        if (const auto user = userInfo(QByteArrayView(target).sliced(at)); user.bytes > 0)
            target.replace(at + user.from, user.bytes, mask);
    }
    return target;
}

QByteArray maskedTarget(const QByteArray &target)
{
    const auto whole = withoutUsers(target);
    QByteArray out;
    bool isPath = true;
    for (qsizetype at = 0; at <= whole.size();) {
        const auto end = std::find_if(whole.begin() + at, whole.end(),
                                      [isPath](char c) { return endsParameter(c, isPath); }) -
                         whole.begin();
        out += maskedParameter(QByteArrayView(whole).sliced(at, end - at));
        out += whole.sliced(end, std::min<qsizetype>(1, whole.size() - end));
        isPath = isPath && (end == whole.size() || (whole.at(end) != '?' && whole.at(end) != '#'));
        at = end + 1;
    }
    return out;
}

/// Up to the version, where there is one: a target that holds spaces is masked to its end.
QByteArray maskedStartLine(const QByteArray &line)
{
    const auto last = line.lastIndexOf(' ');
    const auto end = last >= 0 && line.sliced(last + 1).startsWith("HTTP/") ? last : line.size();
    return maskedTarget(line.first(end)) + line.sliced(end);
}

bool isSecretField(QByteArrayView line)
{
    const auto colon = line.indexOf(':');
    return colon > 0 && (namesSecret(line.first(colon)) || holdsSecret(line.sliced(colon + 1)));
}

QByteArray maskedField(QByteArrayView line)
{
    const auto colon = line.indexOf(':');
    const bool isEmpty = line.sliced(colon + 1).trimmed().isEmpty();
    return isSecretField(line) && !isEmpty ? line.first(colon + 1).toByteArray() + ' ' + mask
                                           : line.toByteArray();
}

/// A line that goes on with the one before, or one that is none, may hold a secret anywhere; only an import
/// brings the latter.
QByteArray maskedLine(QByteArrayView line, bool isMasked)
{
    const bool goesOn = isBlank(line.front());
    if (goesOn && !isMasked)
        return maskedField(line);
    if (goesOn)
        return line.first(1).toByteArray() + mask;
    return readFieldLine(line).problem ? QByteArray(mask) : maskedField(line);
}

/// Lines end at LF; a CR before it stays where it is.
QByteArray maskedLines(const QByteArray &raw, bool hasStartLine)
{
    auto lines = raw.split('\n');
    bool isMasked = false;
    for (auto &line : lines) {
        const bool hasReturn = line.endsWith('\r');
        const auto before = line.chopped(hasReturn ? 1 : 0);
        if (before.isEmpty())
            continue;
        const auto after = hasStartLine ? maskedStartLine(before) : maskedLine(before, isMasked);
        isMasked = !hasStartLine && (after != before || isSecretField(before));
        hasStartLine = false;
        line = after + (hasReturn ? "\r" : "");
    }
    return lines.join('\n');
}

} // namespace

Delivery redacted(Delivery delivery)
{
    if (delivery.malformed.isEmpty() && delivery.complete) {
        delivery.head = maskedLines(delivery.head, true);
    } else { // a secret may stand anywhere in it
        const auto isEnd = [](char c) { return c == '\r' || c == '\n'; };
        const auto end =
            std::find_if(delivery.head.begin(), delivery.head.end(), isEnd) - delivery.head.begin();
        const auto line = delivery.head.first(end);
        const bool isField = namesSecret(line.first(std::max<qsizetype>(0, line.indexOf(':'))));
        delivery.head = (isField ? maskedField(line) : maskedStartLine(line)) + "\r\n\r\n";
    }
    delivery.target = maskedTarget(delivery.target);
    delivery.trailers = maskedLines(delivery.trailers, false);
    return delivery;
}

} // namespace creel
