// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace creel {

/// Asks where to save; empty when cancelled. A name without a suffix gets @p suffix before it is asked
/// whether a file of that name may be replaced.
QString pathToSave(QWidget *parent, const QString &title, const QString &proposed, const QString &filter,
                   const QString &suffix);

/// Asks which file to open, beginning in @p folder; empty when cancelled.
QString pathToOpen(QWidget *parent, const QString &title, const QString &folder, const QString &filter);

} // namespace creel
