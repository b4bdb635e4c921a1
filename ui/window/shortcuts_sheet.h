// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAction;

namespace creel {

/// The list of shortcuts over the window; any key or click takes it away. Made from the actions themselves,
/// so that it cannot say anything else than the menus.
class ShortcutsSheet : public QWidget
{
    Q_OBJECT
public:
    /// @p groups: a heading and its actions; actions without a shortcut are left out.
    struct Group {
        QString heading;
        std::vector<QAction *> actions;
    };
    ShortcutsSheet(std::vector<Group> groups, QWidget *window);

    void showOver();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::vector<Group> m_groups;
};

} // namespace creel
