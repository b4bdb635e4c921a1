// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QApplication;

namespace creel {

/// Chooses the families and the base size from the system's font and makes the base font the application's.
void applyFonts(QApplication &app);

} // namespace creel
