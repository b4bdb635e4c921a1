// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_number.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
struct Unit {
    QLatin1StringView name;
    qint64 factor;
};

constexpr Unit sizes[]{
    {""_L1, 1},
    {"b"_L1, 1},
    {"k"_L1, 1'000},
    {"kb"_L1, 1'000},
    {"m"_L1, 1'000'000},
    {"mb"_L1, 1'000'000},
    {"g"_L1, 1'000'000'000},
    {"gb"_L1, 1'000'000'000},
    {"kib"_L1, 1LL << 10},
    {"mib"_L1, 1LL << 20},
    {"gib"_L1, 1LL << 30},
};

constexpr qint64 second = 1'000'000;
constexpr Unit durations[]{
    {"us"_L1, 1},
    {"ms"_L1, 1'000},
    {"s"_L1, second},
    {"m"_L1, 60 * second},
    {"h"_L1, 3'600 * second},
    {"d"_L1, 86'400 * second},
    {"w"_L1, 604'800 * second},
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

std::optional<qint64> readCount(QStringView text)
{
    const auto digits = text.startsWith(u'-') ? text.sliced(1) : text;
    if (digits.isEmpty() || !std::ranges::all_of(digits, isDigit))
        return {};
    bool ok = false;
    const auto number = text.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

/// A number, maybe with a fraction, and a unit behind it.
std::optional<qint64> readWithUnit(QStringView text, std::span<const Unit> units)
{
    const auto behind = std::ranges::find_if_not(text, [](QChar c) { return isDigit(c) || c == u'.'; });
    const auto digits = text.first(behind - text.begin());
    const auto name = text.sliced(digits.size());
    const auto unit = std::ranges::find_if(
        units, [name](const Unit &u) { return name.compare(u.name, Qt::CaseInsensitive) == 0; });
    if (unit == units.end())
        return {};
    if (const auto whole = readCount(digits)) {
        qint64 product = 0;
        return qMulOverflow(*whole, unit->factor, &product) ? std::nullopt : std::optional(product);
    }
    bool ok = false;
    const auto number = digits.toDouble(&ok) * double(unit->factor);
    return ok && number < 9e18 ? std::optional(qint64(std::llround(number))) : std::nullopt;
}

/// `404`, or `4xx`, `40x`, `4*` for all that begin so.
std::optional<NumberRange> readStatus(QStringView text)
{
    const auto rest = std::ranges::find_if_not(text, isDigit);
    const auto digits = text.first(rest - text.begin());
    const auto wild = text.sliced(digits.size());
    const auto number = readCount(digits);
    if (!number)
        return {};
    if (wild.isEmpty())
        return NumberRange{*number, *number};
    const bool isStar = wild == "*"_L1 && digits.size() <= 2;
    const bool isClass = digits.size() + wild.size() == 3 &&
                         std::ranges::all_of(wild, [](QChar c) { return c == u'x' || c == u'X'; });
    if (!isStar && !isClass)
        return {};
    const qint64 width = digits.size() == 1 ? 100 : 10;
    return NumberRange{*number * width, *number * width + width - 1};
}

std::optional<NumberRange> readFlag(QStringView text)
{
    for (const auto yes : {"true"_L1, "yes"_L1, "1"_L1}) {
        if (text.compare(yes, Qt::CaseInsensitive) == 0)
            return NumberRange{1, 1};
    }
    for (const auto no : {"false"_L1, "no"_L1, "0"_L1}) {
        if (text.compare(no, Qt::CaseInsensitive) == 0)
            return NumberRange{0, 0};
    }
    return {};
}
} // namespace

std::optional<qint64> readDuration(QStringView text)
{
    return readWithUnit(text, durations);
}

std::optional<NumberRange> readNumber(FieldKind kind, QStringView text, const FilterClock &clock)
{
    std::optional<qint64> number;
    switch (kind) {
    case FieldKind::Status:
        return readStatus(text);
    case FieldKind::Flag:
        return readFlag(text);
    case FieldKind::Time:
        return readTime(text, clock);
    case FieldKind::Count:
        number = readCount(text);
        break;
    case FieldKind::Size:
        number = readWithUnit(text, sizes);
        break;
    case FieldKind::Duration:
        number = readDuration(text);
        break;
    case FieldKind::Text:
    case FieldKind::Choice:
    case FieldKind::Malformed:
    case FieldKind::Mark:
        break;
    }
    if (!number)
        return {};
    return NumberRange{*number, *number};
}

} // namespace creel
