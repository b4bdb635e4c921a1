// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QPushButton;
class QToolButton;
class QWidget;

namespace creel {

/// A flat button with an icon of the family; @p words are its tooltip and (without the shortcut in
/// parentheses) its accessible name.
QToolButton *iconButton(QWidget *parent, const QString &objectName, const QString &icon, const QString &words,
                        const std::function<void()> &onClick);

/// A button with words; @p role as listed at Theme, empty for the plain one. @p toolTip may name its
/// shortcut.
QPushButton *wordButton(QWidget *parent, const QString &objectName, const QString &words,
                        const QString &toolTip = {}, const QString &role = {});

} // namespace creel
