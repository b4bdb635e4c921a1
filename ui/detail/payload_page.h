// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QWidget>

#include <memory>

class QStackedWidget;

namespace creel {

class CodeView;
class FieldsView;
class HexView;
class NoteRow;
class PayloadSearch;
class PayloadTree;
class PlainLabel;

/// An event's payload as what it is: JSON as a tree, a form as names and values, text, bytes; or a line that
/// says there is none, or that it is being read. Above it, in words, what is wrong with it or was done to it
/// (decoded, broken off).
class PayloadPage : public QWidget
{
    Q_OBJECT
public:
    explicit PayloadPage(QWidget *parent = nullptr);

    void setEvent(std::shared_ptr<const ShownEvent> event);
    void openSearch();
    const PayloadTree *tree() const { return m_tree; }

signals:
    void filterRequested(const QString &filter);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showBody();
    void tell();

    std::shared_ptr<const ShownEvent> m_event;
    NoteRow *m_broken;
    NoteRow *m_coding;
    PayloadSearch *m_search;
    QStackedWidget *m_stack;
    PayloadTree *m_tree;
    FieldsView *m_form;
    CodeView *m_text;
    HexView *m_hex;
    PlainLabel *m_empty;
};

} // namespace creel
