// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"

#include <QByteArray>

namespace creel {

/// The JSON of @p outline over several lines, @p indent spaces a level (levels beyond 64 are not indented
/// further, so that deep nesting cannot blow the text up). Names, strings and numbers keep their bytes,
/// members their order and repeats: only white space changes. Empty when the outline is not valid.
QByteArray prettyJson(const Outline &outline, int indent = 2);
/// False when prettyJson() is empty.
bool hasPrettyJson(const Outline &outline);

/// The same on one line without white space.
QByteArray minifiedJson(const Outline &outline);

} // namespace creel
