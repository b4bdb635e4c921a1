// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/event/held_bytes.h"

#include <QByteArray>

namespace creel {

/// One HTTP/1.x request as it was read, its bytes untouched.
struct Request {
    /// Raw bytes through the blank line, without empty lines before the request line. Of one that the parser
    /// refused: all that was read of it, framing and body included, at most keptOfRefused bytes.
    QByteArray head;
    QByteArray method;
    QByteArray target;
    int minorVersion = 1;
    Headers headers;
    QByteArray trailers; ///< raw trailer field lines, without the blank line
    QByteArray body;     ///< content, transfer coding removed
    Hold bodyHold;
    qint64 declaredBytes = -1;
    bool chunked = false;
    bool keepAlive = true;       ///< what version and Connection say together (RFC 9112 9.3)
    bool expectContinue = false; ///< Expect: 100-continue on 1.1
};

/// How many raw bytes of a refused request are kept.
inline constexpr qsizetype keptOfRefused = 64 * 1024;

/// Why a request was refused: the status to answer and the reason in words, with the RFC's section.
struct Refusal {
    int status = 0; ///< 400, 413, 414, 417, 431, 501 or 505
    QByteArray reason;
    bool operator==(const Refusal &) const = default;
};

} // namespace creel
