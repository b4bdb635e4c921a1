// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

namespace creel {

bool isCommand(const QStringList &arguments)
{
    return !arguments.isEmpty() && !arguments.first().contains(u'.');
}

int runCommand(const QStringList &)
{
    return int(Exit::Usage);
}

} // namespace creel
