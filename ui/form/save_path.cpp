// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/save_path.h"

#include "ui/theme/theme.h"

#include <QFileDialog>

namespace creel {

namespace {

// Where the desktop has no dialog of its own; dates and sizes are whole in it.
constexpr int dialogWidth = 860;
constexpr int dialogHeight = 520;

} // namespace

QString pathToSave(QWidget *parent, const QString &title, const QString &proposed, const QString &filter,
                   const QString &suffix)
{
    QFileDialog dialog(parent, title, {}, filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(proposed);
    dialog.resize(grid(dialogWidth), grid(dialogHeight));
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

QString pathToOpen(QWidget *parent, const QString &title, const QString &folder, const QString &filter)
{
    QFileDialog dialog(parent, title, folder, filter);
    dialog.setFileMode(QFileDialog::ExistingFile);
    dialog.resize(grid(dialogWidth), grid(dialogHeight));
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace creel
