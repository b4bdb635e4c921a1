// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <zlib.h>

namespace creel::test {

/// @p window as zlib takes it: MAX_WBITS for zlib's own format, its negative for raw deflate, 16 more for
/// gzip.
inline QByteArray deflated(const QByteArray &plain, int window, int level = Z_BEST_COMPRESSION)
{
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    QByteArray encoded(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 64, '\0');
    auto input = plain; // zlib's input is not const
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(encoded.data());
    stream.avail_out = uInt(encoded.size());
    deflate(&stream, Z_FINISH);
    encoded.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return encoded;
}

inline QByteArray gzipped(const QByteArray &plain, int level = Z_BEST_SPEED)
{
    return deflated(plain, MAX_WBITS + 16, level);
}

} // namespace creel::test
