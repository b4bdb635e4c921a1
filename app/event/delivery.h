// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/event/held_bytes.h"
#include "app/event/ids.h"

#include <QByteArray>
#include <QFlags>

namespace creel {

/// What the listener noticed about how a delivery came; stored as bits, so the numbers are final.
enum class Mark : quint32 {
    Browser = 1,     ///< Origin or Sec-Fetch-* present: a web page sent it
    ForeignHost = 2, ///< Host names neither loopback nor the listening address (DNS rebinding)
    Handshake = 4,   ///< a provider's endpoint verification, not an event
    Tls = 8,         ///< came over TLS
    Paused = 16,     ///< reserved
    TurnedAway = 32, ///< more connections were open than may be: nothing of it was read
    Undecoded = 64,  ///< its Content-Encoding is not what it has, or not known, or gives too much
};
Q_DECLARE_FLAGS(Marks, Mark)
Q_DECLARE_OPERATORS_FOR_FLAGS(Marks)

/// What the listener answers a delivery with.
struct Reply {
    /// HTTP status; 0: no answer (hung up, reset, or the connection ended before it).
    int status = 0;
    QByteArray rule; ///< name of the rule that chose it; empty: the default
    qint64 durationUs =
        -1; ///< from the request's last byte to the answer's hand-over to the socket; -1 unknown
    QByteArray outcome{}; ///< in words, what became of it otherwise than that all of it was sent
    bool operator==(const Reply &) const = default;
};

/// One HTTP request that reached the listener, whole, cut off or malformed. Its bytes are what arrived:
/// nothing is decoded, re-ordered or normalised.
struct Delivery {
    DeliveryId id{};
    qint64 receivedAtUs = 0; ///< UTC, when its last byte (or the end of the connection) was read
    QByteArray peer;         ///< "address:port" of the sender
    QByteArray method;       ///< empty when the request line could not be read
    QByteArray target;       ///< the raw request target
    QByteArray
        head; ///< raw bytes through the blank line; of a malformed request up to 64 KiB of all its bytes
    QByteArray trailers;       ///< raw trailer field lines of a chunked body
    QByteArray body;           ///< content, transfer coding removed, content coding kept
    Hold bodyHold;             ///< of a large body that was just captured
    qint64 declaredBytes = -1; ///< Content-Length; -1 when none was given
    bool complete = true;      ///< false: cut off by the sender or refused
    QByteArray malformed;      ///< why it was refused or cut off, in words; empty when well-formed
    Marks marks;
    Reply reply;
    bool operator==(const Delivery &) const = default;

    Headers headers() const { return parseFields(head); }
};

} // namespace creel
