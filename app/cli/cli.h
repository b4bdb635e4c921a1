// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace creel {

/// Exit codes of every command.
enum class Exit { Fine = 0, No = 1, Usage = 2, Environment = 3 };

/// True when the first argument names a command (or --help, --version), which needs no display.
bool isCommand(const QStringList &arguments);
/// Runs the command to its end; @p arguments without the program's name. A QCoreApplication exists.
int runCommand(const QStringList &arguments);

} // namespace creel
