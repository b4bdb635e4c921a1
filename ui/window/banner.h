// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/notices.h"

#include <QWidget>

class QLabel;

namespace creel {

/// One notice as a line across the window. The kind shows in its icon and its edge, never by colour alone.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(const Notice &notice, QWidget *parent = nullptr);

signals:
    void remedyChosen(creel::Remedy remedy);
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retint();

    Notice::Kind m_kind;
    QLabel *m_mark;
};

} // namespace creel
