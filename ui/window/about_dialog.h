// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/form/form_dialog.h"

namespace creel {

/// What this program is, which version, and under which licence; the same as text for a report.
class AboutDialog : public FormDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);

private:
    void copy() const;
};

} // namespace creel
