// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/send/target.h"

#include <QString>

namespace creel {

/// True when what is sent to @p target arrives where @p host and @p port are listened on: at the same
/// address, at any of this machine's where all are listened on, at any loopback address where one is. Names
/// other than localhost are not looked up.
bool leadsTo(const Target &target, const QString &host, quint16 port);

} // namespace creel
