// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace creel {

/// Puts what the log beside the session at @p path holds into the file and removes the log, as a writer does
/// that is closed last: for when readers go after it. Does nothing while another program has the session
/// open.
void foldLog(const QString &path);

} // namespace creel
