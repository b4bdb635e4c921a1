// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/outline_model.h"

#include <QString>

namespace creel {

/// The texts of the payload tree, one line each and safe to show.

/// "message_id", an element's index, "(root)", "1,000 … 1,999".
QString memberText(const Outline &outline, const OutlineRow &row);
/// A scalar as JSON writes it (strings quoted, their escapes resolved), "3 members", "2 elements", "missing".
QString valueText(const Outline &outline, const OutlineRow &row);
/// Pointer, the value's bytes as they were sent, and @p note.
QString rowToolTip(const Outline &outline, const OutlineRow &row, const QString &note);

/// A payload path as the filter writes it ("data.tags[0]"); empty when some name on the way cannot be written
/// in one.
QString filterPath(const Outline &outline, qint32 node);
/// The filter that keeps events with this very value, e.g. `data.to="+447700900123"`; empty for containers
/// and for values the filter's language cannot name.
QString filterByValue(const Outline &outline, qint32 node);

} // namespace creel
