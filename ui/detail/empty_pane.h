// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace creel {

class PlainLabel;

/// What the pane shows while there is no event to show: what to do, calmly.
class EmptyPane : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPane(QWidget *parent = nullptr);
    /// @p gone: an event was asked for that is not in the session any more.
    void setGone(bool gone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    QLabel *m_picture;
    PlainLabel *m_title;
    PlainLabel *m_hint;
};

} // namespace creel
