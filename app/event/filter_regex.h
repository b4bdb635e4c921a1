// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter_lexer.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace creel {

/// The regular expression of `/.../`, with a bound on what matching one may cost: beyond it there is no
/// match. Nothing and the reason, at its place, when it is none.
std::optional<QRegularExpression> filterRegex(const FilterValue &value, FilterError *error);

/// The texts of @p parts one after the other in one line, with anything between them, case ignored.
std::optional<QRegularExpression> filterRegex(const QStringList &parts);

} // namespace creel
