// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

namespace creel::test {

/// What a person works with in @p window and what has no name to find it by or to speak it by: "Class name".
inline QStringList namelessIn(const QWidget *window, int *count = nullptr)
{
    QStringList nameless;
    for (const auto *widget : window->findChildren<QWidget *>()) {
        const auto *parent = widget->parentWidget();
        const bool interactive =
            qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
            qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
            qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
        // parts that Qt makes inside its own widgets, which have the names
        const bool inner = qobject_cast<const QHeaderView *>(widget) ||
                           widget->objectName().startsWith(QStringLiteral("qt_")) ||
                           qobject_cast<const QComboBox *>(parent) ||
                           qobject_cast<const QLineEdit *>(parent) ||
                           qobject_cast<const QAbstractItemView *>(parent) ||
                           qobject_cast<const QTabBar *>(parent) || widget->inherits("QComboBoxListView");
        if (!interactive || inner)
            continue;
        if (count)
            ++*count;
        if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
            nameless += QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
    }
    return nameless;
}

} // namespace creel::test
