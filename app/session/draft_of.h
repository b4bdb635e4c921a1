// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/event.h"

namespace creel {

/// A draft that sends @p delivery again to @p base (scheme, host and port): its method, target, headers and
/// body as they arrived. Left out are only the lines that belong to the old connection (Host, Content-Length,
/// Transfer-Encoding, Connection, Keep-Alive, Expect, TE, Trailer, Upgrade); the sender completes what HTTP
/// needs.
Draft draftOf(const Delivery &delivery, EventId source, const QByteArray &base);

} // namespace creel
