// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/bounded_regex.h"
#include "app/event/decimal.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>
#include <vector>

namespace creel {

/// A text with wildcards, matched against whole values, case ignored. Beyond ASCII case is only ignored when
/// the pattern itself has such letters, so that the common case needs no decoding.
class TextPattern
{
public:
    TextPattern() = default;
    /// @p parts: the text split at its wildcards; a single part has none.
    explicit TextPattern(const QStringList &parts);
    bool matches(QByteArrayView value) const;
    /// A text that every value it matches contains, ASCII case ignored; empty when there is none.
    QByteArray needle() const;

private:
    bool matchesFolded(QByteArrayView value) const;

    std::vector<QByteArray> m_parts; ///< folded
    bool m_unicode = false;
};

/// One end of a range of texts or numbers.
struct ValueBound {
    QByteArray text;
    std::optional<Decimal> number; ///< when the text is one: then only numbers are in the range
    bool inclusive = true;
};

/// What a term asks of one value: of a text field, a header, or a payload member.
class ValueTest
{
public:
    ValueTest() = default;
    /// Whole value with wildcards; with @p numeric a value that is the same number matches too.
    static ValueTest pattern(const QStringList &parts, bool numeric);
    static ValueTest exact(const QByteArray &text);
    static ValueTest range(std::optional<ValueBound> low, std::optional<ValueBound> high);
    /// Found anywhere in the value.
    static ValueTest regex(const BoundedRegex &regex);

    bool matches(QByteArrayView value) const;
    /// A text, folded, that every value it matches contains, ASCII case ignored; empty when there is none.
    /// With isNumeric() numbers that are written with an exponent are the exception.
    QByteArray needle() const;
    bool isNumeric() const { return m_number.has_value(); }

private:
    enum class Kind : quint8 { Pattern, Exact, Range, Regex };
    Kind m_kind = Kind::Pattern;
    TextPattern m_pattern;
    QByteArray m_exact;
    std::optional<Decimal> m_number;
    std::optional<ValueBound> m_low;
    std::optional<ValueBound> m_high;
    BoundedRegex m_regex;
};

/// @p text with its ASCII letters in lower case, other bytes as they are.
QByteArray asciiFolded(QByteArray text);

} // namespace creel
