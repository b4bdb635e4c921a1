// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/form_dialog.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>

namespace creel {

QGridLayout *FormDialog::makeForm()
{
    auto *form = new QGridLayout(this);
    form->setContentsMargins(grid(20), grid(20), grid(20), grid(16));
    form->setHorizontalSpacing(grid(16));
    form->setVerticalSpacing(grid(12));
    return form;
}

/// Words that wrap come and go, and a window does not follow their height by itself. Only now have the
/// layouts inside said how high they are.
bool FormDialog::event(QEvent *event)
{
    const bool taken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest)
        resize(width(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                      : layout()->totalSizeHint().height());
    return taken;
}

} // namespace creel
