// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_window.h"

#include <QApplication>

namespace creel {

int runWindow(QApplication &, const QStringList &)
{
    return 3;
}

} // namespace creel
