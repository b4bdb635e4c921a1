// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/fold_search.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace creel {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// How common a byte is in JSON payloads and heads; 0 for all that is not listed.
constexpr std::array<uchar, 256> makeCommonness()
{
    constexpr char byRarity[] = "zqjxkwvybgfphldumc9876543/.210-_srnoita e:,\"";
    std::array<uchar, 256> commonness{};
    uchar rank = 1;
    for (const char *c = byRarity; *c != '\0'; ++c)
        commonness[uchar(*c)] = rank++;
    return commonness;
}
constexpr auto commonness = makeCommonness();

const char *next(const char *from, const char *end, char c)
{
    const auto *found =
        from < end ? static_cast<const char *>(std::memchr(from, c, size_t(end - from))) : nullptr;
    return found ? found : end;
}

} // namespace

bool containsFolded(QByteArrayView text, QByteArrayView needle)
{
    if (needle.isEmpty())
        return true;
    if (needle.size() > text.size())
        return false;
    const auto rarest = std::ranges::min_element(needle, {}, [](char c) { return commonness[uchar(c)]; });
    const auto before = rarest - needle.begin();
    const bool letter = *rarest >= 'a' && *rarest <= 'z';
    const char *end = text.end() - (needle.size() - 1 - before);
    const char *from = text.begin() + before;
    const char *small = next(from, end, *rarest);
    const char *capital = letter ? next(from, end, char(*rarest ^ 0x20)) : end;
    for (;;) {
        const char *at = std::min(small, capital);
        if (at == end)
            return false;
        if (std::equal(needle.begin(), needle.end(), at - before,
                       [](char n, char t) { return n == lower(t); }))
            return true;
        (at == small ? small : capital) = next(at + 1, end, *at);
    }
}

} // namespace creel
