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

namespace {

/// Where a line ends, what is short goes on in the next as a whole.
QString withWholeParts(const QString &words)
{
    constexpr qsizetype shortChars = 24;
    auto parts = words.split(u" · "_s);
    for (auto &part : parts) {
        if (part.size() <= shortChars)
            part.replace(u' ', QChar(QChar::Nbsp));
    }
    return parts.join(u" · "_s);
}

} // namespace

PaneHeader::PaneHeader(CopyMenu::Current current, QWidget *parent)
    : QWidget(parent)
    , m_square(new TypeSquare(this))
    , m_title(new PlainLabel(u"eventTitle"_s, FontRole::Title, &Theme::text, this))
    , m_subtitle(new PlainLabel(u"eventSubtitle"_s, FontRole::Base, &Theme::dim, this))
    , m_buttons(new QHBoxLayout)
    , m_compare(wordButton(this, u"compareButton"_s, tr("Compare"),
                           tr("Compare with another copy or the event before it (Ctrl+D)")))
    , m_copy(wordButton(this, u"copyButton"_s, tr("Copy as")))
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
    m_copy->setMenu(new CopyMenu(std::move(current), this));
    connect(resend, &QPushButton::clicked, this, &PaneHeader::resendRequested);
    connect(edit, &QPushButton::clicked, this, &PaneHeader::editRequested);
    connect(m_compare, &QPushButton::clicked, this, &PaneHeader::compareRequested);
    m_buttons->setSpacing(grid(8));
    for (QPushButton *button : {resend, edit, m_compare, m_copy}) {
        button->setMinimumHeight(button->sizeHint().height());
        m_buttons->addWidget(button);
    }
    m_buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid(12), grid(10), grid(12), grid(8));
    layout->setSpacing(grid(4));
    layout->addLayout(line);
    layout->addWidget(m_subtitle);
    layout->addSpacing(grid(6));
    layout->addLayout(m_buttons);
}

void PaneHeader::setEvent(const ShownEvent &event, int copies)
{
    m_square->setType(displayType(event.record));
    m_title->setText(titleWords(event.record));
    m_subtitle->setText(withWholeParts(subtitleWords(event.record, event.type, copies)));
    keepHeight();
}

void PaneHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    keepHeight();
    fitButtons();
}

/// Where there is no room for all words the last two are icons.
void PaneHeader::fitButtons()
{
    const bool hasWords = !m_compare->text().isEmpty();
    if (hasWords)
        m_wordsWidth = m_buttons->sizeHint().width();
    const auto margins = layout()->contentsMargins();
    const bool fits = m_wordsWidth <= width() - margins.left() - margins.right();
    if (fits == hasWords)
        return;
    m_compare->setText(fits ? tr("Compare") : QString());
    m_compare->setIcon(fits ? QIcon() : icon(u"compare"_s));
    m_copy->setText(fits ? tr("Copy as") : QString());
    m_copy->setIcon(fits ? QIcon() : icon(u"copy"_s));
}

/// In a low pane the tabs below give way, never a line of this.
void PaneHeader::keepHeight()
{
    const auto margins = layout()->contentsMargins();
    m_title->setMinimumHeight(m_title->sizeHint().height());
    const int room = std::max(1, width() - margins.left() - margins.right());
    m_subtitle->setMinimumHeight(0); // it would count as what the words need
    m_subtitle->setMinimumHeight(std::max(0, m_subtitle->heightForWidth(room)));
}

} // namespace creel
