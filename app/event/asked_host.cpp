// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/asked_host.h"

#include "app/event/headers.h"

#include <algorithm>

namespace creel {

QByteArrayView hostOfTarget(QByteArrayView method, QByteArrayView target)
{
    if (method == "CONNECT")
        return target;
    if (target.startsWith('/'))
        return {};
    constexpr QByteArrayView mark = "://";
    const auto scheme = target.indexOf(mark);
    if (scheme < 0)
        return {};
    const auto rest = target.sliced(scheme + mark.size());
    const auto *end =
        std::ranges::find_if(rest, [](char byte) { return byte == '/' || byte == '?' || byte == '#'; });
    const auto authority = rest.first(end - rest.begin());
    return authority.sliced(authority.lastIndexOf('@') + 1);
}

QByteArrayView askedHost(QByteArrayView method, QByteArrayView target, QByteArrayView head)
{
    const auto named = hostOfTarget(method, target);
    return named.isEmpty() ? fieldValue(head, "host") : named;
}

} // namespace creel
