// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/bounded_regex.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// Backtracks from one place. PCRE takes the lowest of several such limits, so a pattern cannot raise it.
constexpr auto limit = "(*LIMIT_MATCH=20000)"_L1;
constexpr qsizetype window = 64LL * 1024;
constexpr int longestMs = 1000;
} // namespace

std::optional<BoundedRegex> BoundedRegex::read(const QString &pattern, bool ignoreCase, QString *error,
                                               qsizetype *errorAt)
{
    BoundedRegex bounded;
    auto &regex = bounded.m_regex;
    regex.setPattern(limit + pattern);
    if (ignoreCase)
        regex.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    if (!regex.isValid()) {
        *error = regex.errorString();
        *errorAt = std::clamp<qsizetype>(regex.patternErrorOffset() - limit.size(), 0, pattern.size());
        return {};
    }
    regex.optimize();
    return bounded;
}

bool BoundedRegex::isFoundIn(QStringView text) const
{
    if (text.size() > window)
        return isFoundInWindows(text);
    return m_regex.match(text).hasMatch();
}

bool BoundedRegex::isFoundInWindows(QStringView text) const
{
    constexpr auto unchecked = QRegularExpression::DontCheckSubjectStringMatchOption;
    const QDeadlineTimer deadline(longestMs);
    for (qsizetype start = 0; !deadline.hasExpired(); start += window / 2) {
        auto end = std::min(start + window, text.size());
        if (end < text.size() && text[end].isLowSurrogate())
            ++end;
        const auto from = text[start].isLowSurrogate() ? start + 1 : start;
        const auto match = m_regex.match(text.first(end), from, QRegularExpression::NormalMatch, unchecked);
        if (match.hasMatch()) {
            if (end == text.size() || match.capturedEnd() < end - 1)
                return true;
            // it touches the window's end, so it may hang on that being the end of the text: ask again with
            // all of it
            const auto options = unchecked | QRegularExpression::AnchorAtOffsetMatchOption;
            if (m_regex.match(text, match.capturedStart(), QRegularExpression::NormalMatch, options)
                    .hasMatch())
                return true;
        }
        if (end == text.size())
            return false;
    }
    return false;
}

} // namespace creel
