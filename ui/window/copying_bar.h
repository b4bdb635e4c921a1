// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace creel {

class Session;

/// Says, while a session is copied or salvaged, how far that has got, and cancels it. A line among the
/// banners, with the share done along its lower edge; takes no room otherwise, nor for a copy that is made at
/// once.
class CopyingBar : public QWidget
{
    Q_OBJECT
public:
    explicit CopyingBar(Session *session, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    Session *m_session;
    QLabel *m_mark;
    QLabel *m_text;
    QPushButton *m_cancel;
    QTimer m_delay;
    qreal m_share = 0;
};

} // namespace creel
