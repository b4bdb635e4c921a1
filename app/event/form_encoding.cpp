// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/form_encoding.h"

namespace creel {

namespace {
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
} // namespace

QByteArray formDecoded(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            bytes += char(high * 16 + low);
            i += 2;
        } else {
            bytes += text[i] == '+' ? ' ' : text[i];
        }
    }
    return bytes;
}

QByteArray formEncoded(QByteArrayView text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    QByteArray encoded;
    for (const char c : text) {
        const char lower = char(c | 0x20);
        if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || QByteArrayView("*-._").contains(c))
            encoded += c;
        else if (c == ' ')
            encoded += '+';
        else
            encoded.append('%').append(digits[quint8(c) >> 4]).append(digits[quint8(c) & 0xf]);
    }
    return encoded;
}

} // namespace creel
