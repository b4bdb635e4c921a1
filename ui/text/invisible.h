// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace creel {

/// True of a code point that shows nothing of itself or moves its neighbours: controls, formats (bidi,
/// zero-width, tags), line and paragraph separators, fillers, variation selectors, noncharacters. Ordinary
/// spaces are no such.
bool isInvisible(char32_t point);

/// True when the invisible @p point is part of how @p before and @p after are written: a joiner between
/// letters of a script that uses it or between emoji, an emoji's variation selector.
bool isJoining(char32_t point, char32_t before, char32_t after);

} // namespace creel
