// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_address.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

std::optional<ListenAddress> parseListenAddress(const QString &text)
{
    const auto colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    QString host = text.first(colon);
    const QString digits = text.sliced(colon + 1);
    const bool number =
        !digits.isEmpty() && std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const uint port = digits.toUInt();
    if (!number || digits.size() > 5 || port > 65535)
        return std::nullopt;
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (host.contains(u':') != bracketed)
        return std::nullopt;
    if (bracketed)
        host = host.sliced(1, host.size() - 2);
    if (host.isEmpty())
        return std::nullopt;
    return ListenAddress{host, quint16(port)};
}

} // namespace creel
