// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/held_bytes.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Bounds of decoding, against bombs.
struct DecodeLimits {
    qint64 bytes = 64LL * 1024 * 1024; ///< of the decoded body, after each coding
    qint64 ratio = 1000;               ///< decoded to encoded, judged beyond 1 MiB of output
};

/// A body with its content codings removed.
struct Decoded {
    QByteArray body;    ///< what could be decoded, up to the first error or bound
    QByteArray coding;  ///< the codings removed, as Content-Encoding named them; empty: none
    QByteArray error;   ///< in words, e.g. "claimed gzip, is not"; empty: fine
    Hold bodyHold = {}; ///< of what a sink gave
};

/// Removes gzip, deflate (zlib or raw), br and zstd as @p contentEncoding lists them (RFC 9110 8.4), last
/// first. A coding that the bytes do not have, or that is not known, is left where it is: the body is then
/// what stands below it, often the plain text. An empty body has nothing to decode. What a coding gives goes
/// to @p sink, or stays in memory without one.
Decoded decodeContent(const QByteArray &body, QByteArrayView contentEncoding, DecodeLimits limits = {},
                      ContentSink *sink = nullptr);

} // namespace creel
