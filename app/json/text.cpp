// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/text.h"

#include <algorithm>

namespace creel {

namespace {

constexpr uint replacement = 0xFFFD;

void appendUtf8(QByteArray &out, uint code)
{
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | (code >> 6));
        out += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += char(0xE0 | (code >> 12));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    } else {
        out += char(0xF0 | (code >> 18));
        out += char(0x80 | ((code >> 12) & 0x3F));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    }
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The code unit of the `\uXXXX` at @p at; -1 when none stands there.
int codeUnit(QByteArrayView text, qsizetype at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    int unit = 0;
    for (qsizetype i = at + 2; i < at + 6; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// Resolves the `\u` escape (or pair) at @p at; returns how many bytes it took, 0 when it is none.
qsizetype resolveUnicode(QByteArrayView text, qsizetype at, QByteArray &out)
{
    const int unit = codeUnit(text, at);
    if (unit < 0)
        return 0;
    if (unit < 0xD800 || unit > 0xDFFF) {
        appendUtf8(out, uint(unit));
        return 6;
    }
    const int low = unit < 0xDC00 ? codeUnit(text, at + 6) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        appendUtf8(out, replacement);
        return 6;
    }
    appendUtf8(out, 0x10000 + ((uint(unit) - 0xD800) << 10) + (uint(low) - 0xDC00));
    return 12;
}

char shortEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

} // namespace

QByteArray resolveEscapes(QByteArrayView inner)
{
    qsizetype at = inner.indexOf('\\');
    if (at < 0)
        return inner.toByteArray();
    QByteArray out;
    out.reserve(inner.size());
    qsizetype from = 0;
    while (at >= 0) {
        out += inner.sliced(from, at - from);
        const char c = at + 1 < inner.size() ? inner[at + 1] : '\0';
        qsizetype used = 2;
        if (const char resolved = shortEscape(c); resolved != 0) {
            out += resolved;
        } else if (used = resolveUnicode(inner, at, out); used == 0) {
            out += '\\';
            used = 1;
        }
        from = at + used;
        at = inner.indexOf('\\', from);
    }
    out += inner.sliced(from);
    return out;
}

QByteArray quoted(QByteArrayView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    static constexpr QByteArrayView bare = "\"\\\b\f\n\r\t";
    static constexpr QByteArrayView letters = "\"\\bfnrt";
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    for (const char c : text) {
        const auto byte = uchar(c);
        if (const auto known = bare.indexOf(c); known >= 0) {
            out += '\\';
            out += letters[known];
        } else if (byte >= 0x20) {
            out += c;
        } else {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    out += '"';
    return out;
}

qsizetype firstNonUtf8(QByteArrayView bytes)
{
    if (bytes.isValidUtf8())
        return bytes.size();
    qsizetype at = 0;
    while (at < bytes.size()) {
        const auto lead = uchar(bytes[at]);
        const qsizetype length = lead < 0x80   ? 1
                                 : lead < 0xC2 ? 0
                                 : lead < 0xE0 ? 2
                                 : lead < 0xF0 ? 3
                                 : lead < 0xF5 ? 4
                                               : 0;
        if (length == 0 || !bytes.sliced(at, std::min(length, bytes.size() - at)).isValidUtf8())
            return at;
        at += length;
    }
    return bytes.size();
}

} // namespace creel
