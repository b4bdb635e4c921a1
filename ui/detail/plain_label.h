// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace creel {

/// A line of plain text in a colour and a font of the theme, which it follows. Never reads markup. Text from
/// outside must have passed ui/text.
class PlainLabel : public QLabel
{
    Q_OBJECT
public:
    /// Which of the theme's colours.
    using Ink = QColor Theme::*;

    PlainLabel(const QString &objectName, FontRole role, Ink ink, QWidget *parent = nullptr);

    void setInk(Ink ink);
    void setSemibold(bool semibold);

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    FontRole m_role;
    Ink m_ink;
    bool m_semibold = false;
};

} // namespace creel
