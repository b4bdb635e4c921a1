// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace creel {

/// How a term compares. Match is `:`, Exact is `=`.
enum class FilterOperator : quint8 { Match, Exact, Less, LessEqual, Greater, GreaterEqual };

/// One value of a term, or the text it looks for.
struct FilterValue {
    qsizetype at = 0;
    qsizetype length = 0;
    bool quoted = false; ///< some of it stood in quotes
    bool regex = false;
    bool ignoreCase = false; ///< of a regex: /.../i
    QString text;            ///< quotes and escapes resolved; of a regex its pattern
    QStringList parts;   ///< the text split at its wildcards (a `*` outside quotes); a single part has none
    qsizetype dots = -1; ///< where in the text a range's `..` (outside quotes) stands
};

/// A word of the filter with its place in the text.
struct FilterToken {
    enum class Kind : quint8 { Open, Close, And, Or, Not, Term };
    Kind kind = Kind::Term;
    qsizetype at = 0;
    qsizetype length = 0;
    QString name;         ///< field, header.NAME or payload path, as typed; empty: text anywhere
    bool negated = false; ///< `!=`
    FilterOperator op = FilterOperator::Match;
    std::vector<FilterValue> values; ///< alternatives of Match and Exact; else a single one
};

/// Splits @p text into words; nullopt and the reason when a quote is not closed or a value is missing.
/// Decides what is a term and what is plain text: pasted addresses, times and ids stay texts (`https://x`,
/// `10:30:05`, `wamid.HBg==`).
std::optional<std::vector<FilterToken>> filterTokens(const QString &text, FilterError *error);

} // namespace creel
