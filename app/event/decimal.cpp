// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/decimal.h"

#include <algorithm>

namespace creel {

namespace {
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

QByteArrayView takeDigits(QByteArrayView &text)
{
    const auto end = std::ranges::find_if_not(text, isDigit);
    const auto digits = text.first(end - text.begin());
    text = text.sliced(digits.size());
    return digits;
}

bool takeChar(QByteArrayView &text, char c)
{
    if (!text.startsWith(c))
        return false;
    text = text.sliced(1);
    return true;
}
} // namespace

std::optional<Decimal> Decimal::read(QByteArrayView text)
{
    Decimal number;
    number.m_negative = takeChar(text, '-');
    const auto whole = takeDigits(text);
    if (whole.isEmpty() || (whole.size() > 1 && whole.startsWith('0')))
        return {};
    QByteArrayView fraction;
    if (takeChar(text, '.')) {
        fraction = takeDigits(text);
        if (fraction.isEmpty())
            return {};
    }
    qint64 exponent = 0;
    if (takeChar(text, 'e') || takeChar(text, 'E')) {
        const bool down = takeChar(text, '-');
        if (!down)
            takeChar(text, '+');
        const auto digits = takeDigits(text);
        if (digits.isEmpty())
            return {};
        constexpr qint64 beyond =
            1'000'000'000'000'000; // no text is long enough to bring its point back from there
        for (const char digit : digits)
            exponent = std::min(exponent * 10 + (digit - '0'), beyond);
        if (down)
            exponent = -exponent;
    }
    if (!text.isEmpty())
        return {};

    const auto isZero = [](char c) { return c == '0'; };
    number.m_digits.reserve(whole.size() + fraction.size());
    number.m_digits.append(whole).append(fraction);
    const auto zeros = std::ranges::find_if_not(number.m_digits, isZero) - number.m_digits.begin();
    number.m_digits.remove(0, zeros);
    while (number.m_digits.endsWith('0'))
        number.m_digits.chop(1);
    if (number.m_digits.isEmpty())
        return Decimal{};
    number.m_point = whole.size() - zeros + exponent;
    return number;
}

std::strong_ordering Decimal::compareSize(const Decimal &other) const
{
    if (m_digits.isEmpty() || other.m_digits.isEmpty())
        return m_digits.size() <=> other.m_digits.size();
    if (m_point != other.m_point)
        return m_point <=> other.m_point;
    return m_digits.compare(other.m_digits) <=> 0;
}

std::strong_ordering Decimal::operator<=>(const Decimal &other) const
{
    if (m_negative != other.m_negative)
        return m_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return m_negative ? other.compareSize(*this) : compareSize(other);
}

} // namespace creel
