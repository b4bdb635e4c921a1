// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/upgrade.h"

#include "app/http/tokens.h"

#include <algorithm>

namespace creel {

bool isWebSocketUpgrade(const Request &request)
{
    const auto lists = [&](QByteArrayView field, QByteArrayView token) {
        const auto values = headerValues(request.headers, field);
        return std::ranges::any_of(values, [token](QByteArrayView value) { return listNames(value, token); });
    };
    return request.method == "GET" && request.minorVersion >= 1 && lists("Upgrade", "websocket") &&
           lists("Connection", "upgrade");
}

} // namespace creel
