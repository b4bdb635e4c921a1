// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/decoders.h"

#include <QtEndian>

#include <zstd.h>
#include <zstd_errors.h>

#include <array>
#include <memory>

namespace creel {

namespace {
constexpr int windowLog = 23; // 8 MiB, the most that a content coding may ask for (RFC 9659)

/// A frame, or a skippable one (RFC 8878 3.1).
bool isZstdSignature(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return false;
    const auto magic = qFromLittleEndian<quint32>(bytes.data());
    return magic == 0xFD2FB528U || (magic & 0xFFFFFFF0U) == 0x184D2A50U;
}
} // namespace

DecodeEnd decodeZstd(QByteArrayView bytes, BoundedOutput &out)
{
    if (!isZstdSignature(bytes))
        return DecodeEnd::NotThis;
    struct Free {
        void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
    };
    const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, windowLog);
    std::array<char, 32 * 1024> buffer;
    ZSTD_inBuffer in{bytes.data(), std::size_t(bytes.size()), 0};
    for (;;) {
        ZSTD_outBuffer to{buffer.data(), buffer.size(), 0};
        const auto result = ZSTD_decompressStream(context.get(), &to, &in);
        if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge) {
            out.refuse("with a window beyond 8 MiB (RFC 9659)");
            return DecodeEnd::Bounded;
        }
        if (ZSTD_isError(result))
            return DecodeEnd::Damaged;
        if (!out.append({buffer.data(), qsizetype(to.pos)}))
            return DecodeEnd::Bounded;
        if (result == 0) { // a frame has ended
            const auto left = bytes.sliced(qsizetype(in.pos));
            if (left.isEmpty())
                return DecodeEnd::Whole;
            if (!isZstdSignature(left))
                return DecodeEnd::Trailing;
        } else if (in.pos == in.size && to.pos < to.size) {
            return DecodeEnd::CutOff;
        }
    }
}

} // namespace creel
