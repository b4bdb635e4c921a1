// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/ip_literal.h"

#include "app/http/tokens.h"

namespace creel {

namespace {
constexpr int noGroups = -1;

/// Takes what stands before @p mark off @p rest; all of it when there is none.
QByteArrayView cut(QByteArrayView &rest, char mark)
{
    const auto end = rest.indexOf(mark);
    const auto part = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return part;
}

/// dec-octet: 0 to 255 without leading zeros.
bool isOctet(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 3 && allOf(text, DigitByte) &&
           (text.size() == 1 || text.front() != '0') && text.toInt() <= 255;
}

bool isIpv4(QByteArrayView text)
{
    if (text.count('.') != 3)
        return false;
    auto rest = text;
    return isOctet(cut(rest, '.')) && isOctet(cut(rest, '.')) && isOctet(cut(rest, '.')) && isOctet(rest);
}

/// How many 16-bit groups @p text has; the last two may be written as an IPv4 address where it ends the
/// whole.
int groupsOf(QByteArrayView text, bool endsAddress)
{
    constexpr qsizetype digits = 4;
    int groups = 0;
    auto left = text.isEmpty() ? 0 : text.count(':') + 1;
    for (auto rest = text; left > 0; --left) {
        const auto group = cut(rest, ':');
        if (left == 1 && endsAddress && isIpv4(group))
            groups += 2;
        else if (!group.isEmpty() && group.size() <= digits && allOf(group, HexByte))
            ++groups;
        else
            return noGroups;
    }
    return groups;
}

bool isIpv6(QByteArrayView text)
{
    constexpr int all = 8;
    const auto gap = text.indexOf("::");
    if (gap < 0)
        return groupsOf(text, true) == all;
    const int before = groupsOf(text.first(gap), false);
    const int behind = groupsOf(text.sliced(gap + 2), true);
    return before != noGroups && behind != noGroups && before + behind < all;
}

bool isIpFuture(QByteArrayView text)
{
    if (text.isEmpty() || (text.front() | 0x20) != 'v')
        return false;
    auto rest = text.sliced(1);
    const auto version = cut(rest, '.');
    return !version.isEmpty() && allOf(version, HexByte) && !rest.isEmpty() &&
           std::all_of(rest.begin(), rest.end(), [](char c) { return isOf(c, HostByte) || c == ':'; });
}
} // namespace

bool isIpLiteral(QByteArrayView text)
{
    return isIpv6(text) || isIpFuture(text);
}

} // namespace creel
