// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

#include <QByteArray>
#include <QByteArrayList>

namespace creel {

/// The header lines that curl is to send, as its -H takes them.
struct CurlLines {
    QByteArrayList lines;
    const char *leftOut = nullptr; ///< why the first of those that are left out is; null: none is
};

/// Those of @p delivery but for what belongs to the connection, and Host only where it is not @p authority,
/// which curl makes. What is no field line is left out: curl would take `@name` for a file to send.
CurlLines curlLines(const Delivery &delivery, QByteArrayView authority);

} // namespace creel
