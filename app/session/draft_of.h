// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/event.h"

namespace creel {

/// True of a header line that says something of the connection it came over, and not of what was sent: Host,
/// Content-Length, Transfer-Encoding, Connection, Keep-Alive, Expect, TE, Trailer, Upgrade.
bool belongsToConnection(QByteArrayView name);

/// A draft that sends @p delivery again to @p base (scheme, host and port): its method, target, headers and
/// body as they arrived. A target that a URL cannot give (*, absolute form, with # or bytes beyond ASCII) is
/// the draft's own, and the URL has what of it is path and query. Left out are only the lines that belong to
/// the old connection; the sender completes what HTTP needs.
Draft draftOf(const Delivery &delivery, EventId source, const QByteArray &base);

/// draftOf() to @p url: where that names no path of its own, with the target that @p delivery had, but not
/// its authority. A server goes by that before Host (RFC 9112 3.2.2), and whom it is sent to is not for the
/// sender to say.
Draft draftTo(const QByteArray &url, const Delivery &delivery, EventId source);

} // namespace creel
