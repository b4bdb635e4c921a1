// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_regex.h"

#include <QCoreApplication>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// Steps a match may take from one place, so that a pattern like (a+)+$ ends. PCRE takes the lowest of
/// several such limits: a pattern cannot raise it.
constexpr auto bound = "(*LIMIT_MATCH=200000)"_L1;

std::optional<QRegularExpression> compile(const QString &pattern, QRegularExpression::PatternOptions options,
                                          FilterError *error, qsizetype at)
{
    QRegularExpression regex(bound + pattern, options);
    if (!regex.isValid()) {
        const auto offset =
            std::clamp<qsizetype>(regex.patternErrorOffset() - bound.size(), 0, pattern.size());
        *error = {
            at + offset, 0,
            QCoreApplication::translate("Filter", "Not a regular expression: %1").arg(regex.errorString())};
        return {};
    }
    regex.optimize();
    return regex;
}
} // namespace

std::optional<QRegularExpression> filterRegex(const FilterValue &value, FilterError *error)
{
    const auto options =
        value.ignoreCase ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption;
    return compile(value.text, options, error, value.at + 1);
}

std::optional<QRegularExpression> filterRegex(const QStringList &parts)
{
    QStringList escaped;
    for (const auto &part : parts)
        escaped.push_back(QRegularExpression::escape(part));
    FilterError none;
    return compile(escaped.join(".*"_L1), QRegularExpression::CaseInsensitiveOption, &none, 0);
}

} // namespace creel
