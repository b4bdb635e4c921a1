// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/notices.h"

#include <QWidget>

class QVBoxLayout;

namespace creel {

class Session;

/// The notices in force, a banner each: icon, what and where and what to do, the buttons that do it,
/// dismiss. Takes no room when there are none.
class BannerArea : public QWidget
{
    Q_OBJECT
public:
    explicit BannerArea(Session *session, QWidget *parent = nullptr);

    /// Dismisses the newest one; false when there is none.
    bool dismissLast();

signals:
    void remedyChosen(const QString &noticeId, creel::Remedy remedy);

private:
    void rebuild();
    void add(const Notice &notice);

    Session *m_session;
    QVBoxLayout *m_rows;
};

} // namespace creel
