// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/copy_menu.h"
#include "ui/detail/shown_event.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace creel {

class PlainLabel;
class TypeSquare;

/// The head of the pane: the type with its colour, one line on what the event is, and what can be done with
/// it.
class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    /// @p current gives the texts of "Copy as".
    explicit PaneHeader(CopyMenu::Current current, QWidget *parent = nullptr);

    void setEvent(const ShownEvent &event, int copies);

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    void resendRequested();
    void editRequested();
    void compareRequested();

private:
    void keepHeight();
    void fitButtons();

    TypeSquare *m_square;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    QHBoxLayout *m_buttons;
    QPushButton *m_compare;
    QPushButton *m_copy;
    int m_wordsWidth = 0; ///< of all buttons with their words
};

} // namespace creel
