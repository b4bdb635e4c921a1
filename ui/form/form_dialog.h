// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QGridLayout;

namespace creel {

/// A dialog of fields that is always as high as what it shows, whatever words come and go in it.
class FormDialog : public QDialog
{
    Q_OBJECT
public:
    using QDialog::QDialog;

protected:
    /// The layout of the dialog, with the margins and gaps that all forms have.
    QGridLayout *makeForm();
    bool event(QEvent *event) override;
};

} // namespace creel
