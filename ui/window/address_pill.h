// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace creel {

class Actions;
class Session;

/// The listening state and address: a dot (green listening, amber paused, red when it cannot), the address, a
/// copy mark. A click copies; when it does not listen a click starts. An address others can reach carries a
/// lasting badge.
class AddressPill : public QAbstractButton
{
    Q_OBJECT
public:
    AddressPill(Session *session, Actions *actions, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void refresh();
    void act();
    bool isOpenToOthers() const;

    Session *m_session;
    Actions *m_actions;
    QString m_shown;
    QTimer m_said; ///< runs while it says "Copied"
};

} // namespace creel
