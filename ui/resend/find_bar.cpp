// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/find_bar.h"

#include "ui/detail/code_view.h"
#include "ui/detail/tool_button.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace creel {

using namespace Qt::StringLiterals;

FindBar::FindBar(CodeView *view, QWidget *parent) : QWidget(parent), m_view(view), m_edit(new QLineEdit(this))
{
    m_edit->setObjectName(u"findText"_s);
    m_edit->setAccessibleName(tr("Find in body"));
    m_edit->setPlaceholderText(tr("Find in body"));
    m_edit->setClearButtonEnabled(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid(12), grid(4), grid(8), grid(4));
    layout->setSpacing(grid(4));
    layout->addWidget(m_edit, 1);
    layout->addWidget(iconButton(this, u"findPrevious"_s, u"chevron-up"_s, tr("Previous match (Shift+Enter)"),
                                 [this] { find(false); }));
    layout->addWidget(
        iconButton(this, u"findNext"_s, u"chevron-down"_s, tr("Next match (Enter)"), [this] { find(true); }));
    layout->addWidget(iconButton(this, u"closeFind"_s, u"close"_s, tr("Close (Esc)"), [this] { close(); }));
    connect(m_edit, &QLineEdit::textEdited, this, [this] { find(true); });
    hide();
}

void FindBar::open()
{
    show();
    if (m_view->hasSelectedText() && !m_view->selectedText().contains(u'\n'))
        m_edit->setText(m_view->selectedText());
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FindBar::find(bool forward)
{
    const bool found = m_edit->text().isEmpty() || m_view->find(m_edit->text(), forward);
    m_edit->setProperty("edge", found ? QString() : u"bad"_s);
    m_edit->update();
}

void FindBar::close()
{
    hide();
    m_view->setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        find(!(event->modifiers() & Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

} // namespace creel
