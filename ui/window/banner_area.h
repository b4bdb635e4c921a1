// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/notices.h"

#include <QWidget>

class QVBoxLayout;

namespace creel {

class Session;

/// The notices in force, a banner each: icon, what and where and what to do, the button that does it,
/// dismiss. Takes no room when there are none.
class BannerArea : public QWidget
{
    Q_OBJECT
public:
    explicit BannerArea(Session *session, QWidget *parent = nullptr);

    /// A notice of the window itself; its button emits acted() with its id.
    void post(const Notice &notice);
    void withdraw(const QString &id);
    /// Dismisses the newest one that can be; false when there is none.
    bool dismissLast();

signals:
    void acted(const QString &id); ///< of the window's own notices

private:
    void rebuild();
    void add(const Notice &notice, bool own);

    Session *m_session;
    NoticeBoard m_own;
    QVBoxLayout *m_rows;
};

} // namespace creel
