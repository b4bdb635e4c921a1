// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of one connection. The verdict must be the same however they are cut, every byte must be
// accounted for, and nothing may be read behind a refusal.
#include "tests/fuzz/fuzz_check.h"
#include "tests/support/parsed_requests.h"

#include <array>

using namespace creel;
using namespace creel::test;

namespace {
/// What has to be true of one outcome whatever the bytes.
void checkOutcome(QByteArrayView bytes, const ParsedRequests &parsed, const Limits &limits)
{
    const auto story = [&parsed] { return described(parsed); };
    check(parsed.consumed == bytes.size() || parsed.last == RequestParser::State::Refused,
          "all bytes are taken", story);
    qsizetype at = 0;
    for (const auto &[request, taken] : parsed.whole) {
        const auto raw = bytes.sliced(at, taken);
        at += taken;
        check(request.head.endsWith("\r\n\r\n"), "a head ends with a blank line", story);
        check(request.head.size() <= limits.headBytes && request.body.size() <= limits.bodyBytes &&
                  request.trailers.size() <= limits.trailerBytes &&
                  request.headers.size() <= std::size_t(limits.headerCount),
              "limits are kept", story);
        check(request.minorVersion == 0 || !headerValue(request.headers, "Host").isNull(), "1.1 has a Host",
              story);
        const auto start = raw.indexOf(request.head.first(1));
        check(raw.first(start).count("\r\n") * 2 == start, "only empty lines come before a head", story);
        if (!request.chunked)
            check(raw.sliced(start) == request.head + request.body, "head and body are the bytes of the wire",
                  story);
        else
            check(raw.sliced(start).startsWith(request.head) && raw.endsWith("\r\n"), "a chunked body ends",
                  story);
        check(request.chunked || request.body.size() == std::max(qint64(0), request.declaredBytes),
              "a body is as long as declared", story);
    }
    constexpr std::array statuses{400, 413, 414, 417, 431, 501, 505};
    if (parsed.last == RequestParser::State::Refused) {
        check(std::ranges::count(statuses, parsed.refusal.status) == 1 && !parsed.refusal.reason.isEmpty(),
              "a refusal has a status and a reason", story);
        check(bytes.sliced(at).contains(parsed.partial.head) && parsed.partial.head.size() <= keptOfRefused,
              "the raw bytes of a refusal are those of the wire", story);
    }
}

void checkAllCuts(QByteArrayView bytes, const Limits &limits)
{
    const auto whole = parseRequests(bytes, limits, [&bytes](qsizetype) { return bytes.size(); });
    checkOutcome(bytes, whole, limits);
    const auto story = described(whole);
    const auto checkCut = [&](auto pieceAt, BodyTaken bodyTaken) {
        const auto pieces = parseRequests(bytes, limits, pieceAt, bodyTaken);
        checkOutcome(bytes, pieces, limits);
        check(described(pieces) == story, "the verdict does not depend on the cut",
              [&] { return story + "\n--- cut:\n" + described(pieces); });
        check(whole.partial.head.startsWith(pieces.partial.head), "raw bytes are a prefix",
              [&] { return story; });
    };
    checkCut([](qsizetype) { return 1; }, BodyTaken::Whole);
    // Pieces of 1 to 64 bytes, different from place to place but the same in every run.
    const auto manySizes = [](qsizetype at) {
        return qsizetype(quint64(at) * 0x9E3779B97F4A7C15U >> 58) + 1;
    };
    checkCut(manySizes, BodyTaken::Whole);
    checkCut(manySizes, BodyTaken::InPieces);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    checkAllCuts(bytes, {});
    checkAllCuts(
        bytes,
        {.startLineBytes = 32, .headBytes = 128, .headerCount = 4, .trailerBytes = 24, .bodyBytes = 40});
    return 0;
}
