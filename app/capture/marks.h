// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/http/request.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// True when @p host (with or without a port) names this machine's loopback or @p own ("address:port" that
/// the request came to), or where others may reach us, any address: a name may be that of a web page that had
/// it resolve to us (DNS rebinding), and an address cannot.
bool isOwnHost(QByteArrayView host, QByteArrayView own);

/// What one pass over a request's target and field lines tells the listener.
struct FieldNotes {
    Marks marks;                ///< Browser, ForeignHost
    QByteArray contentEncoding; ///< all such lines as one list (RFC 9110 5.3)
    bool upgrade = false;       ///< has an Upgrade field
    bool preflight = false;     ///< Access-Control-Request-Method (Fetch 4.8); with OPTIONS a CORS preflight
};
FieldNotes notesOf(const Request &request, QByteArrayView ownHost);

} // namespace creel
