// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

#include <QByteArray>

namespace creel {

/// Where curl is to send a delivery, and what it is to ask for there.
struct CurlUrl {
    QByteArray url;
    QByteArray authority;     ///< host and port in url, which curl makes Host of
    QByteArray requestTarget; ///< for --request-target; empty: what curl makes of url is the target
};

/// The URL leads to the host that @p delivery asked for, where that is one that curl takes, else to
/// 127.0.0.1:8484. It carries the target when that is a path that curl changes nothing of.
CurlUrl curlUrl(const Delivery &delivery);

} // namespace creel
