// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/send/target.h"

#include <QByteArray>

namespace creel {

/// A draft as it goes over the wire.
struct RequestBytes {
    QByteArray head;    ///< through the blank line
    QByteArray body;    ///< framed in chunks when the draft says Transfer-Encoding: chunked
    QByteArray problem; ///< why it cannot be sent, in words; empty: it can
};

/// Host and Content-Length are completed when the draft has none (RFC 9112 3.2, 6.2); every other line and a
/// target of the draft's own go out as they stand. What holds bytes that could end or split a line is
/// refused.
RequestBytes requestBytes(const Draft &draft, const Target &target);

} // namespace creel
