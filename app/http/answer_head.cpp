// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/answer_head.h"

#include "app/http/tokens.h"

namespace creel {

namespace {
/// HTTP/1.x SP status [ SP reason ]; a missing reason and its space are forgiven.
bool readStatusLine(QByteArrayView line, AnswerHead &head)
{
    const bool wellFormed = line.size() >= 12 && line.startsWith("HTTP/1.") && isOf(line[7], DigitByte) &&
                            line[8] == ' ' && allOf(line.sliced(9, 3), DigitByte) &&
                            (line.size() == 12 || line[12] == ' ');
    if (!wellFormed)
        return false;
    head.minorVersion = line[7] - '0';
    head.status = line.sliced(9, 3).toInt();
    return head.status >= 100;
}

QByteArray readField(QByteArrayView line, AnswerHead &head)
{
    if (isBlank(line.front())) {
        if (head.headers.empty())
            return "a folded line before the first header";
        head.headers.back().value.append(' ').append(trimBlanks(line));
        return {};
    }
    const auto colon = line.indexOf(':');
    const auto name = colon < 0 ? QByteArrayView{} : trimBlanks(line.first(colon));
    if (!isToken(name))
        return "a header line without a name and a colon";
    head.headers.push_back({name.toByteArray(), trimBlanks(line.sliced(colon + 1)).toByteArray()});
    return {};
}
} // namespace

AnswerHead readAnswerHead(QByteArrayView head, int headerCount)
{
    AnswerHead read;
    bool first = true;
    while (!head.isEmpty()) {
        const auto lf = head.indexOf('\n');
        auto line = lf < 0 ? head : head.first(lf);
        head = lf < 0 ? QByteArrayView{} : head.sliced(lf + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.contains('\0') || line.contains('\r'))
            read.error = "a NUL or a bare CR in the answer's head";
        else if (first && !readStatusLine(line, read))
            read.error = "an answer that does not begin with HTTP/1.x and a status";
        else if (!first && !line.isEmpty())
            read.error = readField(line, read);
        if (qsizetype(read.headers.size()) > headerCount)
            read.error = "more than " + QByteArray::number(headerCount) + " headers";
        if (!read.error.isEmpty())
            return read;
        first = false;
    }
    return read;
}

std::optional<qint64> contentLength(const Headers &headers)
{
    qint64 length = -1;
    bool valid = true;
    for (const auto &value : headerValues(headers, "Content-Length")) {
        valid &= !value.isEmpty();
        forEachElement(value, [&](QByteArrayView element) {
            bool fits = false;
            const auto said = element.toLongLong(&fits);
            valid &= fits && allOf(element, DigitByte) && (length < 0 || length == said);
            length = said;
        });
        valid &= length >= 0;
    }
    return valid ? std::optional(length) : std::nullopt;
}

} // namespace creel
