// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_redact.h"

#include "app/http/field_line.h"
#include "app/http/tokens.h"
#include "app/session/redacted_target.h"
#include "app/session/secret_words.h"

#include <QByteArrayList>

#include <algorithm>
#include <span>
#include <vector>

namespace creel {

namespace {

bool isFolded(QByteArrayView line)
{
    return !line.isEmpty() && isBlank(line.front());
}

/// Of a line that may hold a secret anywhere.
QByteArray maskedWhole(const QByteArray &line)
{
    return line.isEmpty() ? line : (isFolded(line) ? line.first(1) : QByteArray()) + redactedMask;
}

/// The value of a field that holds a secret, be it in its name.
QByteArray maskedField(const QByteArray &line)
{
    const auto colon = line.indexOf(':');
    if (holdsSecret(line.first(colon)))
        return redactedMask;
    return line.sliced(colon + 1).trimmed().isEmpty() ? line : line.first(colon + 1) + ' ' + redactedMask;
}

/// Whether there is a secret in @p line, a field with all that goes on with it.
bool isSecretField(QByteArrayView line)
{
    return namesSecret(line.first(line.indexOf(':'))) || holdsSecret(line);
}

bool isField(QByteArrayView line)
{
    return !readFieldLine(line).problem;
}

/// A method and what is behind it.
bool isRequestLine(QByteArrayView line)
{
    const auto end = std::ranges::find_if(line, [](char c) { return c == ':' || isBlank(c); }) - line.begin();
    return isToken(line.first(end)) && !namesSecret(line.first(end)) && end < line.size() &&
           !trimBlanks(line.sliced(end)).startsWith(':');
}

/// Of a request line, up to the version, where there is one: a target that holds spaces is masked to its end.
/// Another first line may be a field, or anything: it was refused, or an import brings it.
QByteArray maskedFirstLine(const QByteArray &line)
{
    if (!isRequestLine(line)) {
        const auto name = line.first(std::ranges::find_if(line, isBlank) - line.begin());
        const bool isSecret = namesSecret(name) || holdsSecret(line);
        return !isSecret ? line : isField(line) ? maskedField(line) : maskedWhole(line);
    }
    const auto last = line.lastIndexOf(' ');
    const auto end = last >= 0 && line.sliced(last + 1).startsWith("HTTP/") ? last : line.size();
    return redactedTarget(line.first(end)) + line.sliced(end);
}

/// A field, and the lines that go on with it: together they are its value. What is none may hold a secret
/// anywhere; only an import brings it.
void maskField(std::span<QByteArray> lines)
{
    const auto whole = QByteArrayList(lines.begin(), lines.end()).join();
    if (!isField(whole))
        std::ranges::transform(lines, lines.begin(), maskedWhole);
    else if (isSecretField(whole)) {
        lines.front() = maskedField(lines.front());
        std::ranges::transform(lines.subspan(1), lines.begin() + 1, maskedWhole);
    }
}

/// Lines end at LF; a CR before it stays where it is.
QByteArray maskedLines(const QByteArray &raw, bool hasFirstLine)
{
    auto lines = raw.split('\n');
    std::vector<bool> hasReturn;
    for (auto &line : lines) {
        hasReturn.push_back(line.endsWith('\r'));
        line.chop(hasReturn.back() ? 1 : 0);
    }
    for (qsizetype at = 0; at < lines.size();) {
        const auto end = std::find_if_not(lines.begin() + at + 1, lines.end(), isFolded) - lines.begin();
        if (at == 0 && hasFirstLine) {
            lines[0] = maskedFirstLine(lines[0]);
            std::transform(lines.begin() + 1, lines.begin() + end, lines.begin() + 1, maskedWhole);
        } else {
            maskField({&lines[at], size_t(end - at)});
        }
        at = end;
    }
    for (qsizetype i = 0; i < lines.size(); ++i)
        lines[i] += hasReturn[size_t(i)] ? "\r" : "";
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
        delivery.head = maskedFirstLine(delivery.head.first(end)) + "\r\n\r\n";
    }
    if (namesSecret(delivery.method) || holdsSecret(delivery.method))
        delivery.method = redactedMask;
    delivery.target = redactedTarget(delivery.target);
    delivery.trailers = maskedLines(delivery.trailers, false);
    return delivery;
}

} // namespace creel
