// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_value.h"

#include <algorithm>

namespace creel {

namespace {
constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// @p folded stands at the start of @p value; the sizes were checked.
bool startsFolded(QByteArrayView value, QByteArrayView folded)
{
    for (qsizetype i = 0; i < folded.size(); ++i) {
        if (lower(value[i]) != folded[i])
            return false;
    }
    return true;
}

qsizetype findFolded(QByteArrayView value, QByteArrayView folded)
{
    if (folded.isEmpty())
        return 0;
    const char first = folded.front();
    const auto last = value.size() - folded.size();
    for (qsizetype at = 0; at <= last; ++at) {
        if (lower(value[at]) == first && startsFolded(value.sliced(at), folded))
            return at;
    }
    return -1;
}

bool isAscii(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}
} // namespace

QByteArray asciiFolded(QByteArray text)
{
    std::ranges::transform(text, text.begin(), lower);
    return text;
}

TextPattern::TextPattern(const QStringList &parts)
{
    for (const auto &part : parts) {
        m_parts.push_back(part.toCaseFolded().toUtf8());
        m_unicode = m_unicode || !isAscii(m_parts.back());
    }
}

bool TextPattern::matches(QByteArrayView value) const
{
    if (m_unicode)
        return matchesFolded(QString::fromUtf8(value).toCaseFolded().toUtf8());
    return matchesFolded(value);
}

QByteArray TextPattern::needle() const
{
    if (m_unicode || m_parts.empty())
        return {};
    return *std::ranges::max_element(m_parts, {}, &QByteArray::size);
}

bool TextPattern::matchesFolded(QByteArrayView value) const
{
    if (m_parts.empty())
        return false;
    const auto &first = m_parts.front();
    if (m_parts.size() == 1)
        return value.size() == first.size() && startsFolded(value, first);
    const auto &last = m_parts.back();
    if (value.size() < first.size() + last.size() || !startsFolded(value, first) ||
        !startsFolded(value.last(last.size()), last))
        return false;
    // the earliest place for each part leaves the most room for the ones behind it
    auto middle = value.sliced(first.size()).chopped(last.size());
    for (size_t i = 1; i + 1 < m_parts.size(); ++i) {
        const auto at = findFolded(middle, m_parts[i]);
        if (at < 0)
            return false;
        middle = middle.sliced(at + m_parts[i].size());
    }
    return true;
}

ValueTest ValueTest::pattern(const QStringList &parts, bool numeric)
{
    ValueTest test;
    test.m_pattern = TextPattern(parts);
    if (numeric && parts.size() == 1)
        test.m_number = Decimal::read(parts.front().toUtf8());
    return test;
}

ValueTest ValueTest::exact(const QByteArray &text)
{
    ValueTest test;
    test.m_kind = Kind::Exact;
    test.m_exact = text;
    return test;
}

ValueTest ValueTest::range(std::optional<ValueBound> low, std::optional<ValueBound> high)
{
    ValueTest test;
    test.m_kind = Kind::Range;
    test.m_low = std::move(low);
    test.m_high = std::move(high);
    return test;
}

ValueTest ValueTest::regex(const BoundedRegex &regex)
{
    ValueTest test;
    test.m_kind = Kind::Regex;
    test.m_regex = regex;
    return test;
}

namespace {
/// How @p value stands to the bound; nothing when the bound is a number and the value is none.
std::optional<std::strong_ordering> against(const ValueBound &bound, QByteArrayView value)
{
    if (!bound.number)
        return value.compare(bound.text) <=> 0;
    const auto number = Decimal::read(value);
    if (!number)
        return {};
    return *number <=> *bound.number;
}

bool isWithin(const std::optional<ValueBound> &bound, QByteArrayView value, std::strong_ordering side)
{
    if (!bound)
        return true;
    const auto order = against(*bound, value);
    return order && (*order == side || (std::is_eq(*order) && bound->inclusive));
}
} // namespace

QByteArray ValueTest::needle() const
{
    switch (m_kind) {
    case Kind::Pattern:
        return m_number ? m_number->integerDigits() : m_pattern.needle();
    case Kind::Exact:
        return asciiFolded(m_exact);
    case Kind::Range:
    case Kind::Regex:
        break;
    }
    return {};
}

bool ValueTest::matches(QByteArrayView value) const
{
    switch (m_kind) {
    case Kind::Pattern:
        if (m_pattern.matches(value))
            return true;
        return m_number && Decimal::read(value) == m_number;
    case Kind::Exact:
        return value == m_exact;
    case Kind::Range:
        return isWithin(m_low, value, std::strong_ordering::greater) &&
               isWithin(m_high, value, std::strong_ordering::less);
    case Kind::Regex:
        return m_regex.isFoundIn(QString::fromUtf8(value));
    }
    return false;
}

} // namespace creel
