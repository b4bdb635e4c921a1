// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/decoders.h"

#include <algorithm>
#include <array>
#include <limits>

#define ZLIB_CONST
#include <zlib.h>

namespace creel {

namespace {
constexpr int gzipWindow = MAX_WBITS + 16;
constexpr int zlibWindow = MAX_WBITS;
constexpr int rawWindow = -MAX_WBITS;

/// One inflate state over bytes that lie in memory.
class Inflater
{
public:
    Inflater(QByteArrayView bytes, int window) : m_left(bytes)
    {
        m_ready = inflateInit2(&m_stream, window) == Z_OK;
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    /// Decodes one member.
    DecodeEnd run(BoundedOutput &out)
    {
        std::array<char, 32 * 1024> buffer;
        while (m_ready) {
            const auto given = std::min(m_left.size(), qsizetype(std::numeric_limits<int>::max()));
            m_stream.next_in = reinterpret_cast<const Bytef *>(m_left.data());
            m_stream.avail_in = uInt(given);
            m_stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
            m_stream.avail_out = uInt(buffer.size());
            const int result = inflate(&m_stream, Z_NO_FLUSH);
            m_left = m_left.sliced(given - qsizetype(m_stream.avail_in));
            if (!out.append({buffer.data(), qsizetype(buffer.size() - m_stream.avail_out)}))
                return DecodeEnd::Bounded;
            if (result == Z_STREAM_END)
                return m_left.isEmpty() ? DecodeEnd::Whole : DecodeEnd::Trailing;
            if (result == Z_BUF_ERROR || (result == Z_OK && m_left.isEmpty() && m_stream.avail_out > 0))
                return DecodeEnd::CutOff;
            if (result != Z_OK)
                return DecodeEnd::Damaged;
        }
        return DecodeEnd::Damaged;
    }

    void nextMember() { m_ready = inflateReset(&m_stream) == Z_OK; }
    QByteArrayView left() const { return m_left; }

private:
    z_stream m_stream{};
    QByteArrayView m_left;
    bool m_ready = false;
};

bool isGzipSignature(QByteArrayView bytes)
{
    return bytes.startsWith(QByteArrayView("\x1f\x8b", 2));
}

/// CM is 8 and the two bytes are a multiple of 31 (RFC 1950 2.2).
bool isZlibHeader(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return false;
    const auto method = quint8(bytes[0]);
    return (method & 0x0f) == Z_DEFLATED && (method * 256 + quint8(bytes[1])) % 31 == 0;
}
} // namespace

DecodeEnd decodeGzip(QByteArrayView bytes, BoundedOutput &out)
{
    if (!isGzipSignature(bytes))
        return DecodeEnd::NotThis;
    Inflater inflater(bytes, gzipWindow);
    auto end = inflater.run(out);
    while (end == DecodeEnd::Trailing && isGzipSignature(inflater.left())) {
        inflater.nextMember();
        end = inflater.run(out);
    }
    // Padding with zeros is what tape tools leave and gzip itself ignores.
    const bool padded = std::ranges::all_of(inflater.left(), [](char byte) { return byte == '\0'; });
    return end == DecodeEnd::Trailing && padded ? DecodeEnd::Whole : end;
}

DecodeEnd decodeDeflate(QByteArrayView bytes, BoundedOutput &out)
{
    if (isZlibHeader(bytes)) {
        const auto end = Inflater(bytes, zlibWindow).run(out);
        if (end != DecodeEnd::Damaged || !out.isEmpty())
            return end;
    }
    const auto end = Inflater(bytes, rawWindow).run(out);
    const bool failed = end == DecodeEnd::Damaged || end == DecodeEnd::CutOff || end == DecodeEnd::Trailing;
    if (failed && (out.isEmpty() || looksLikeText(bytes)))
        return DecodeEnd::NotThis;
    return end;
}

} // namespace creel
