// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QAction;
class QScrollArea;

namespace creel {

class ShortcutsPage;

/// The list of shortcuts over the window; any key or click takes it away, but those that scroll it where it
/// is higher than the window. Made from the actions themselves, so that it cannot say anything else than the
/// menus.
class ShortcutsSheet : public QWidget
{
    Q_OBJECT
public:
    /// A heading and what stands under it; actions without a shortcut are left out.
    struct Group {
        QString heading;
        std::vector<QAction *> actions;
        std::vector<std::pair<QString, QString>> keys; ///< words and keys of what is no action of the window
    };
    ShortcutsSheet(const std::vector<Group> &groups, QWidget *window);

    void showOver();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();

    ShortcutsPage *m_page;
    QScrollArea *m_area;
};

} // namespace creel
