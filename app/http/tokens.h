// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace creel {

/// What a byte may be part of; one byte may be several.
enum ByteClass : quint8 {
    TokenByte = 1,  ///< tchar (RFC 9110 5.6.2)
    FieldByte = 2,  ///< field-vchar, SP or HTAB (RFC 9110 5.5), obs-text included
    TargetByte = 4, ///< what we take in a request target: every visible byte and obs-text, no white space
    HostByte = 8,   ///< unreserved or sub-delims (RFC 3986 2.2, 2.3)
    DigitByte = 16,
    HexByte = 32,
    AlphaByte = 64,
};

inline constexpr std::array<quint8, 256> byteClasses = [] {
    std::array<quint8, 256> classes{};
    const auto add = [&classes](std::string_view bytes, int what) {
        for (const char byte : bytes)
            classes[static_cast<unsigned char>(byte)] |= static_cast<quint8>(what);
    };
    for (std::size_t byte = 0x21; byte < 0x100; ++byte)
        classes[byte] = byte == 0x7f ? 0 : FieldByte | TargetByte;
    add(" \t", FieldByte);
    add("0123456789", TokenByte | HostByte | DigitByte | HexByte);
    add("abcdefABCDEF", HexByte);
    add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", TokenByte | HostByte | AlphaByte);
    add("!#$%&'*+-.^_`|~", TokenByte);
    add("-._~!$&'()*+,;=", HostByte);
    return classes;
}();

constexpr bool isOf(char byte, ByteClass what)
{
    return (byteClasses[static_cast<unsigned char>(byte)] & what) != 0;
}

/// True when every byte of @p text is of @p what; also when there is none.
inline bool allOf(QByteArrayView text, ByteClass what)
{
    return std::all_of(text.begin(), text.end(), [what](char byte) { return isOf(byte, what); });
}

/// token = 1*tchar (RFC 9110 5.6.2).
inline bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && allOf(text, TokenByte);
}

constexpr bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/// Without the optional white space (SP, HTAB) at both ends (RFC 9110 5.6.3).
inline QByteArrayView trimBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

constexpr char lowered(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? char(byte | 0x20) : byte;
}

/// ASCII case alone is ignored. Written out, as QByteArrayView::compare() costs more than the rest of a
/// header.
inline bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return x == y || lowered(x) == lowered(y); });
}

/// Where @p byte stands in @p text from @p from on, or -1. One memchr, where QByteArrayView::indexOf() builds
/// a view.
inline qsizetype indexOf(QByteArrayView text, char byte, qsizetype from = 0)
{
    if (from >= text.size())
        return -1;
    const auto *found = std::memchr(text.data() + from, byte, std::size_t(text.size() - from));
    return found ? static_cast<const char *>(found) - text.data() : -1;
}

/// Calls @p take with every non-empty element of a comma-separated list (RFC 9110 5.6.1). Commas inside
/// quoted strings are not known: for lists of tokens only.
template <typename Take>
void forEachElement(QByteArrayView list, Take take)
{
    while (!list.isEmpty()) {
        const auto comma = indexOf(list, ',');
        const auto element = trimBlanks(comma < 0 ? list : list.first(comma));
        list = comma < 0 ? QByteArrayView{} : list.sliced(comma + 1);
        if (!element.isEmpty())
            take(element);
    }
}

/// True when a list of tokens names @p token, in any case.
inline bool listNames(QByteArrayView list, QByteArrayView token)
{
    bool found = false;
    forEachElement(list, [&](QByteArrayView element) { found |= equalsIgnoringCase(element, token); });
    return found;
}

} // namespace creel
