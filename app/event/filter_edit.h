// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace creel {

/// What a filter says of a value of a field by its terms side by side (not those in parentheses or beside an
/// `or`).
enum class TermState : quint8 { None, Included, Excluded };

/// @name Editing a filter's text by clicks
/// A panel of values and the filter line are the same thing: a click rewrites the text, and what is on is
/// read from it. All of the text that is not about the field stays as it was typed; a filter that cannot be
/// parsed is replaced.
/// @{

/// Whether the filter asks for @p value of @p field, or leaves it out; `type:a,b` includes both.
TermState containsTerm(const QString &filter, const QString &field, const QString &value);
/// Only @p value: `type:a -type:b refund` becomes `type:c refund`.
QString setTerm(const QString &filter, const QString &field, const QString &value);
/// @p value too: `type:a refund` becomes `type:a,b refund`.
QString addTerm(const QString &filter, const QString &field, const QString &value);
/// Not @p value: `type:a refund` becomes `type:a refund -type:b`.
QString excludeTerm(const QString &filter, const QString &field, const QString &value);
/// Neither asks for @p value nor leaves it out: `type:a,b` becomes `type:a`.
QString removeTerm(const QString &filter, const QString &field, const QString &value);
/// @}

} // namespace creel
