// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace creel {

/// The help page of a command, no line of words longer than 96 columns.
QString helpText(const CommandSyntax &syntax);

} // namespace creel
