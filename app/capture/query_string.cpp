// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/query_string.h"

namespace creel {

namespace {
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const auto lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// An escape that is none stays as it is.
QByteArray decoded(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const auto low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            bytes += char(high * 16 + low);
            i += 2;
        } else {
            bytes += text[i] == '+' ? ' ' : text[i];
        }
    }
    return bytes;
}
} // namespace

std::optional<QByteArray> queryValue(QByteArrayView target, QByteArrayView name)
{
    const auto mark = target.indexOf('?');
    if (mark < 0)
        return std::nullopt;
    auto rest = target.sliced(mark + 1);
    if (const auto fragment = rest.indexOf('#'); fragment >= 0)
        rest = rest.first(fragment);
    while (!rest.isEmpty()) {
        const auto end = rest.indexOf('&');
        const auto pair = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView{} : rest.sliced(end + 1);
        const auto equals = pair.indexOf('=');
        if (decoded(equals < 0 ? pair : pair.first(equals)) == name)
            return equals < 0 ? QByteArray() : decoded(pair.sliced(equals + 1));
    }
    return std::nullopt;
}

} // namespace creel
