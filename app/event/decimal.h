// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <optional>

namespace creel {

/// A JSON number by its text: any size, compared without rounding. 1.10 equals 1.1 and 11e-1;
/// 9007199254740993 does not equal 9007199254740992.
class Decimal
{
public:
    /// Reads @p text when all of it is a number as RFC 8259 section 6 writes it (no leading zero, no plus).
    static std::optional<Decimal> read(QByteArrayView text);

    /// The digits of an integer without zeros at either end; empty for 0 and for what is no integer. Unless
    /// an exponent is given, they stand side by side in every way to write it.
    QByteArray integerDigits() const { return m_point >= m_digits.size() ? m_digits : QByteArray(); }

    std::strong_ordering operator<=>(const Decimal &other) const;
    bool operator==(const Decimal &other) const { return std::is_eq(*this <=> other); }

private:
    std::strong_ordering compareSize(const Decimal &other) const;

    bool m_negative = false;
    QByteArray m_digits; ///< without zeros at either end; empty: the number is 0
    qint64 m_point = 0;  ///< the number is 0.digits x 10^point
};

} // namespace creel
