// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/shortcuts_sheet.h"

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace creel {

/// Everything that can be done in the window, once: its words, its icon, its shortcut. Menus, toolbar,
/// tooltips and the sheet of shortcuts are made from these; what they do is connected by the window.
class Actions : public QObject
{
    Q_OBJECT
public:
    /// Adds every action to @p window, so that its shortcut works wherever the focus is in it.
    explicit Actions(QWidget *window);

    // file
    QAction *newSession, *openSession, *saveAs, *keep, *quit;
    // edit
    QAction *undo, *copy, *filter, *clearFilter, *findInPayload;
    // events
    QAction *listen, *listenOn, *replyRules, *pause, *clear, *sendSample, *newRequest, *resend,
        *editAndResend, *compare;
    QAction *pin, *note;
    // view
    QAction *follow, *next, *previous, *payload, *headers, *raw, *copies, *attempts, *sidePanel, *strip,
        *columns, *theme;
    // help
    QAction *shortcuts, *about, *back;

    /// The menu behind the toolbar's button; @p recent is put into File.
    QMenu *makeMenu(QMenu *recent, QMenu *replies, QWidget *parent) const;
    std::vector<ShortcutsSheet::Group> groups() const;
    /// Tints the icons again after another theme is in force.
    void retint();

private:
    QAction *make(const QString &name, const QString &text, const QString &icon, const QKeySequence &key);
    QWidget *m_window;
};

} // namespace creel
