// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_text.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace creel {

namespace {

/// Bytes that stand for themselves: printable ASCII but quote and backslash.
constexpr std::array<bool, 256> plainBytes = [] {
    std::array<bool, 256> plain{};
    for (size_t c = 0x20; c < 0x7f; ++c)
        plain.at(c) = c != '"' && c != '\\';
    return plain;
}();

void appendUnit(QByteArray &out, uint unit)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(unit >> shift) & 0xf];
}

void appendEscape(QByteArray &out, char32_t c)
{
    if (QChar::requiresSurrogates(c)) {
        appendUnit(out, QChar::highSurrogate(c));
        appendUnit(out, QChar::lowSurrogate(c));
    } else {
        appendUnit(out, uint(c));
    }
}

void appendAscii(QByteArray &out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        break;
    case '\\':
        out += "\\\\";
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        appendUnit(out, uchar(c));
    }
}

/// Length of the sequence that begins with @p lead in valid UTF-8.
qsizetype sequenceBytes(uchar lead)
{
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

char32_t decoded(QByteArrayView sequence)
{
    static constexpr std::array<uchar, 5> leadMask{0, 0x7f, 0x1f, 0x0f, 0x07};
    char32_t c = uchar(sequence.front()) & leadMask[size_t(sequence.size())];
    for (const char byte : sequence.sliced(1))
        c = (c << 6) | (uchar(byte) & 0x3f);
    return c;
}

bool isShown(char32_t c)
{
    return QChar::isPrint(c) && c != 0x2028 && c != 0x2029;
}

bool isPlain(char c, Shown shown)
{
    return plainBytes[uchar(c)] || (shown == Shown::Plain && (c == '"' || c == '\\'));
}

void appendUtf8(QByteArray &out, QByteArrayView sequence)
{
    const char32_t c = decoded(sequence);
    if (isShown(c))
        out.append(sequence);
    else
        appendEscape(out, c);
}

void appendLatin1(QByteArray &out, char byte)
{
    const char32_t c = uchar(byte);
    if (!isShown(c))
        return appendEscape(out, c);
    out += char(0xc0 | (c >> 6));
    out += char(0x80 | (c & 0x3f));
}

/// @p utf8: @p text is valid UTF-8.
void append(QByteArray &out, QByteArrayView text, bool utf8, Shown shown)
{
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if_not(at, text.end(), [shown](char c) { return isPlain(c, shown); });
        out.append(QByteArrayView(at, end));
        if ((at = end) == text.end())
            break;
        const auto bytes = utf8 ? sequenceBytes(uchar(*at)) : 1;
        if (uchar(*at) < 0x80)
            appendAscii(out, *at);
        else if (utf8)
            appendUtf8(out, text.sliced(at - text.begin(), bytes));
        else
            appendLatin1(out, *at);
        at += bytes;
    }
}

} // namespace

void appendShown(QByteArray &out, QByteArrayView text, Shown shown)
{
    append(out, text, text.isValidUtf8(), shown);
}

void writeShown(ExportSink &out, QByteArrayView text, Shown shown)
{
    const bool utf8 = text.isValidUtf8(); // of the whole: a part alone may seem to be
    out.inParts(text, 1, [&](QByteArray &to, QByteArrayView part) { append(to, part, utf8, shown); });
}

bool isShownAsIs(QByteArrayView text)
{
    if (!text.isValidUtf8())
        return false;
    const auto stays = [](char c) { return isPlain(c, Shown::Plain) || c == '\n' || c == '\t'; };
    auto at = text.begin();
    while ((at = std::find_if_not(at, text.end(), stays)) != text.end()) {
        const auto bytes = sequenceBytes(uchar(*at));
        if (bytes == 1 || !isShown(decoded(text.sliced(at - text.begin(), bytes))))
            return false;
        at += bytes;
    }
    return true;
}

} // namespace creel
