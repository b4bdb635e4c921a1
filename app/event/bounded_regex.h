// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringView>

#include <optional>

namespace creel {

/// A regular expression that ends in bounded time on any text: (a+)+$ and a.*b.*c are typed in good faith,
/// and bodies come from anyone. Each step of the search is limited, and long texts are searched in
/// overlapping windows until the time is up. So a match of more than 32 Ki characters may be missed in a text
/// of more than 64 Ki. Usable from any thread.
class BoundedRegex
{
public:
    BoundedRegex() = default;
    /// Nothing when @p pattern is none; @p error and @p errorAt (within the pattern) say why.
    static std::optional<BoundedRegex> read(const QString &pattern, bool ignoreCase, QString *error,
                                            qsizetype *errorAt);

    /// Whether it is found anywhere in @p text, which must be well-formed UTF-16 (as QString::fromUtf8 makes
    /// it).
    bool isFoundIn(QStringView text) const;

private:
    bool isFoundInWindows(QStringView text) const;

    QRegularExpression m_regex;
};

} // namespace creel
