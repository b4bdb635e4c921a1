// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/decoders.h"

#include <brotli/decode.h>

#include <array>
#include <memory>

namespace creel {

DecodeEnd decodeBrotli(QByteArrayView bytes, BoundedOutput &out)
{
    struct Destroy {
        void operator()(BrotliDecoderState *state) const { BrotliDecoderDestroyInstance(state); }
    };
    const std::unique_ptr<BrotliDecoderState, Destroy> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
    std::array<char, 32 * 1024> buffer;
    auto left = std::size_t(bytes.size());
    const auto *next = reinterpret_cast<const quint8 *>(bytes.data());
    for (;;) {
        std::size_t room = buffer.size();
        auto *to = reinterpret_cast<quint8 *>(buffer.data());
        const auto result = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
        if (!out.append({buffer.data(), qsizetype(buffer.size() - room)}))
            return DecodeEnd::Bounded;
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
            continue;
        if (result == BROTLI_DECODER_RESULT_SUCCESS && left == 0)
            return DecodeEnd::Whole;
        if (out.isEmpty() || looksLikeText(bytes))
            return DecodeEnd::NotThis;
        return result == BROTLI_DECODER_RESULT_SUCCESS ? DecodeEnd::Trailing
               : result == BROTLI_DECODER_RESULT_ERROR ? DecodeEnd::Damaged
                                                       : DecodeEnd::CutOff;
    }
}

} // namespace creel
