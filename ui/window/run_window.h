// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QApplication;

namespace creel {

/// Opens the window on the session and address that @p arguments name and runs it to its end; returns the
/// exit code.
int runWindow(QApplication &app, const QStringList &arguments);

} // namespace creel
