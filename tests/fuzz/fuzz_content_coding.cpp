// SPDX-License-Identifier: GPL-3.0-or-later
// The first line is Content-Encoding, the rest the body.
#include "app/http/content_coding.h"

#include "tests/fuzz/fuzz_check.h"

using namespace creel;
using namespace creel::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto end = std::max(qsizetype(0), bytes.indexOf('\n'));
    const auto encoding = bytes.first(end);
    const auto body = bytes.sliced(std::min(end + 1, bytes.size())).toByteArray();
    constexpr DecodeLimits limits{.bytes = 2 * 1024 * 1024, .ratio = 50};
    const auto decoded = decodeContent(body, encoding, limits);
    check(decoded.body.size() <= std::max(limits.bytes, qint64(body.size())), "the bound is kept");
    check(!decoded.coding.isEmpty() || decoded.body == body, "without a coding removed the body stays");
    const auto again = decodeContent(body, encoding, limits);
    check(again.body == decoded.body && again.error == decoded.error && again.coding == decoded.coding,
          "the same bytes decode to the same");
    return 0;
}
