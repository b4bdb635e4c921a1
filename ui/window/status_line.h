// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace creel {

class PlainLabel;
class Session;

/// The line at the bottom: events, size on disk and whether synced, session, what capture left out; clock and
/// zone at the right, where a click changes all times between local and UTC.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(Session *session, QWidget *parent = nullptr);
    bool utc() const { return m_utc; }

signals:
    void utcChanged(bool utc);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void refreshDisk();
    void refreshClock();
    void setUtc(bool utc);

    Session *m_session;
    bool m_utc = false;
    QLabel *m_events;
    PlainLabel *m_disk;
    QLabel *m_name;
    QLabel *m_capture;
    QToolButton *m_clock;
};

} // namespace creel
