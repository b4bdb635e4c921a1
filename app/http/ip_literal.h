// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// True of what may stand between the brackets of a host: IPv6address or IPvFuture (RFC 3986 3.2.2).
bool isIpLiteral(QByteArrayView text);

} // namespace creel
