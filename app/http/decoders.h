// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/content_coding.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Takes decoded bytes up to the bounds of DecodeLimits.
class BoundedOutput
{
public:
    /// @p encodedBytes: the size that the ratio is judged against. @p sink: empty, and has to outlive it.
    BoundedOutput(DecodeLimits limits, qint64 encodedBytes, ContentSink &sink)
        : m_limits(limits)
        , m_encodedBytes(encodedBytes)
        , m_sink(sink)
    {
    }

    /// Appends @p bytes; false when a bound is passed: then the output is cut there and problem() says so.
    [[nodiscard]] bool append(QByteArrayView bytes);

    [[nodiscard]] bool isEmpty() const { return m_bytes == 0; }
    [[nodiscard]] Content take() { return m_sink.finish(); }
    [[nodiscard]] const QByteArray &problem() const { return m_problem; }
    void refuse(QByteArray problem) { m_problem = std::move(problem); }

private:
    DecodeLimits m_limits;
    qint64 m_encodedBytes;
    ContentSink &m_sink;
    qint64 m_bytes = 0;
    QByteArray m_problem;
};

/// How the decoding of one coding ended.
enum class DecodeEnd {
    Whole,
    NotThis,  ///< the bytes are not in this coding at all
    CutOff,   ///< the bytes end before the coding does
    Damaged,  ///< an error on the way
    Trailing, ///< whole, but more bytes follow it
    Bounded,  ///< BoundedOutput refused more
};

DecodeEnd decodeGzip(QByteArrayView bytes, BoundedOutput &out); ///< RFC 1952, several members too
DecodeEnd decodeDeflate(QByteArrayView bytes,
                        BoundedOutput &out); ///< RFC 1950, or RFC 1951 as some senders do
DecodeEnd decodeBrotli(QByteArrayView bytes, BoundedOutput &out); ///< RFC 7932
DecodeEnd decodeZstd(QByteArrayView bytes, BoundedOutput &out); ///< RFC 8878, window at most 8 MiB (RFC 9659)

/// For codings without a signature: true when @p bytes are no output of a compressor but plain text.
bool looksLikeText(QByteArrayView bytes);

} // namespace creel
