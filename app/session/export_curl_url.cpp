// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl_url.h"

#include "app/event/asked_host.h"
#include "app/http/tokens.h"

namespace creel {

namespace {

/// One that no version of curl encodes, drops or asks about (--globoff and --path-as-is given).
bool isPathByte(char c)
{
    return isOf(c, AlphaByte) || isOf(c, DigitByte) || QByteArrayView("-._~/?&=%+:,;@!$()*[]").contains(c);
}

/// curl may drop the question mark of an empty query.
bool isCarried(QByteArrayView target)
{
    return target.startsWith('/') && !target.endsWith('?') && std::ranges::all_of(target, isPathByte);
}

bool isName(QByteArrayView host)
{
    return !host.isEmpty() && std::ranges::all_of(host, [](char c) {
        return isOf(c, AlphaByte) || isOf(c, DigitByte) || c == '-' || c == '.' || c == '_';
    });
}

bool isAddress(QByteArrayView host)
{
    return host.size() > 2 && host.startsWith('[') && host.endsWith(']') &&
           std::ranges::all_of(host.sliced(1, host.size() - 2),
                               [](char c) { return isOf(c, HexByte) || c == ':' || c == '.'; });
}

/// Whether curl takes @p authority, which a sender may have made up.
bool isTaken(QByteArrayView authority)
{
    const auto colon = authority.endsWith(']') ? -1 : authority.lastIndexOf(':');
    const auto host = colon < 0 ? authority : authority.first(colon);
    if (!isName(host) && !isAddress(host))
        return false;
    const auto port = colon < 0 ? QByteArrayView("80") : authority.sliced(colon + 1);
    constexpr int digits = 5;
    const int number = allOf(port, DigitByte) && port.size() <= digits ? port.toByteArray().toInt() : 0;
    return number > 0 && number <= 0xffff;
}

} // namespace

CurlUrl curlUrl(const Delivery &delivery)
{
    const auto host = askedHost(delivery.method, delivery.target, delivery.head);
    CurlUrl made;
    made.authority = isTaken(host) ? host.toByteArray() : QByteArray("127.0.0.1:8484");
    made.url = (delivery.marks.testFlag(Mark::Tls) ? "https://" : "http://") + made.authority;
    if (isCarried(delivery.target)) {
        made.url += delivery.target;
    } else {
        made.url += '/';
        made.requestTarget = delivery.target;
    }
    return made;
}

} // namespace creel
