// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace creel {

class Session;

/// What stands in place of the table while there is no event: where to send to, how to try it at once, and
/// how to be reached from outside.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(Session *session, QWidget *parent = nullptr);

signals:
    void sampleRequested();
    void listenRequested(); ///< not listening: the way out

private:
    void refresh();
    QWidget *copyRow(QLineEdit *line, const QString &name);

    Session *m_session;
    QLabel *m_title;
    QLabel *m_problem; ///< why it does not listen, and what to do
    QLineEdit *m_address;
    QLineEdit *m_curl;
    QLineEdit *m_tunnel;
    QWidget *m_ways;
    QWidget *m_listen;
};

/// What stands in place of the table while the filter lets nothing through.
class NothingMatches : public QWidget
{
    Q_OBJECT
public:
    explicit NothingMatches(QWidget *parent = nullptr);

signals:
    void clearRequested();
};

} // namespace creel
