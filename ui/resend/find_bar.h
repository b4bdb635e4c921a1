// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace creel {

class CodeView;

/// The search line of a text view: finds as one types, Enter the next, Shift+Enter the one before, Esc
/// closes.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(CodeView *view, QWidget *parent = nullptr);

    void open();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool forward);
    void close();

    CodeView *m_view;
    QLineEdit *m_edit;
};

} // namespace creel
