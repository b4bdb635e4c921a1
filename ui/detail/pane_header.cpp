// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/pane_header.h"

#include "app/event/summary.h"
#include "ui/detail/event_words.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/detail/type_square.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

PaneHeader::PaneHeader(CopyMenu::Current current, QWidget *parent)
    : QWidget(parent)
    , m_square(new TypeSquare(this))
    , m_title(new PlainLabel(u"eventTitle"_s, FontRole::Title, &Theme::text, this))
    , m_subtitle(new PlainLabel(u"eventSubtitle"_s, FontRole::Base, &Theme::dim, this))
{
    m_title->setSemibold(true);
    m_subtitle->setWordWrap(true);
    for (PlainLabel *label : {m_title, m_subtitle})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_square);
    line->addWidget(m_title, 1);
    auto *resend = wordButton(this, u"resendButton"_s, tr("Resend"), tr("Send it again as it came (Ctrl+R)"),
                              u"primary"_s);
    auto *edit =
        wordButton(this, u"editButton"_s, tr("Edit and resend"), tr("Change it, then send it (Ctrl+E)"));
    auto *compare = wordButton(this, u"compareButton"_s, tr("Compare"),
                               tr("Compare with another copy or the event before it (Ctrl+D)"));
    auto *copy = wordButton(this, u"copyButton"_s, tr("Copy as"));
    copy->setMenu(new CopyMenu(std::move(current), this));
    connect(resend, &QPushButton::clicked, this, &PaneHeader::resendRequested);
    connect(edit, &QPushButton::clicked, this, &PaneHeader::editRequested);
    connect(compare, &QPushButton::clicked, this, &PaneHeader::compareRequested);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(grid(8));
    for (QPushButton *button : {resend, edit, compare, copy}) {
        button->setMinimumHeight(button->sizeHint().height());
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid(14), grid(10), grid(14), grid(8));
    layout->setSpacing(grid(4));
    layout->addLayout(line);
    layout->addWidget(m_subtitle);
    layout->addSpacing(grid(6));
    layout->addLayout(buttons);
}

void PaneHeader::setEvent(const ShownEvent &event, int copies)
{
    m_square->setType(displayType(event.record.event));
    m_title->setText(titleWords(event.record));
    m_subtitle->setText(subtitleWords(event.record, event.type, copies));
    keepHeight();
}

void PaneHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    keepHeight();
}

/// In a low pane the tabs below give way, never a line of this.
void PaneHeader::keepHeight()
{
    const auto margins = layout()->contentsMargins();
    m_title->setMinimumHeight(m_title->sizeHint().height());
    const int room = std::max(1, width() - margins.left() - margins.right());
    m_subtitle->setMinimumHeight(std::max(0, m_subtitle->heightForWidth(room)));
}

} // namespace creel
