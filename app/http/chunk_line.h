// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// A chunk size line taken apart (RFC 9112 7.1).
struct ChunkLine {
    qint64 size = 0;
    qsizetype extensionBytes = 0;
    const char *problem = nullptr; ///< in words; null: well-formed
};

/// Reads chunk-size [ chunk-ext ] without the line end. Extensions may hold quoted strings and white space
/// around
/// ";" and "=" (RFC 9112 7.1.1); leading zeros are fine, a size beyond 2^63 - 1 is not.
ChunkLine readChunkLine(QByteArrayView line);

} // namespace creel
