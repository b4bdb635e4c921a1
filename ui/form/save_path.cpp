// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/save_path.h"

#include <QFileDialog>

namespace creel {

QString pathToSave(QWidget *parent, const QString &title, const QString &proposed, const QString &filter,
                   const QString &suffix)
{
    QFileDialog dialog(parent, title, {}, filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(proposed);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace creel
