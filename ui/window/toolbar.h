// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QMenu;
class QToolButton;

namespace creel {

class Actions;
class AddressPill;
class Session;

/// The bar at the top: name, where it listens, what is done most, the replies; at the right the rate, theme
/// and menu.
class Toolbar : public QWidget
{
    Q_OBJECT
public:
    /// @p menu and @p replies belong to the window.
    Toolbar(Session *session, Actions *actions, QMenu *menu, QMenu *replies, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refreshRate();
    void refreshReplies();
    void fit();
    QToolButton *button(QAction *action, bool withText);

    Session *m_session;
    QLabel *m_rate;
    QToolButton *m_replies;
    std::vector<QToolButton *> m_worded; ///< lose their words where there is no room
};

} // namespace creel
