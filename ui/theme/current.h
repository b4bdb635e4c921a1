// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace creel {

/// Where the theme in force is kept; applyTheme() writes it, everyone else reads theme().
Theme &currentTheme();

} // namespace creel
