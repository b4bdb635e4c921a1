// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli.h"
#include "app/cli/options.h"

namespace creel {

/// One command: how it is called, and what runs it to its end. Its syntax is met when it runs.
struct Command {
    CommandSyntax syntax;
    Exit (*run)(Options &options);
};

Command listenCommand();
Command exportCommand();
Command importCommand();
Command sendCommand();
Command resendCommand();

} // namespace creel
