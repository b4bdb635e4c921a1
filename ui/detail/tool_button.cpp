// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/tool_button.h"

#include "ui/theme/theme.h"

#include <QPushButton>
#include <QToolButton>

namespace creel {

QToolButton *iconButton(QWidget *parent, const QString &objectName, const QString &icon, const QString &words,
                        const std::function<void()> &onClick)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(creel::icon(icon));
    button->setToolTip(words);
    button->setAccessibleName(words.section(QStringLiteral(" ("), 0, 0));
    button->setAutoRaise(true);
    QObject::connect(button, &QToolButton::clicked, parent, onClick);
    return button;
}

QPushButton *wordButton(QWidget *parent, const QString &objectName, const QString &words,
                        const QString &toolTip, const QString &role)
{
    auto *button = new QPushButton(words, parent);
    button->setObjectName(objectName);
    button->setAccessibleName(words);
    button->setToolTip(toolTip.isEmpty() ? words : toolTip);
    if (!role.isEmpty())
        button->setProperty("role", role);
    return button;
}

} // namespace creel
