// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/empty_pane.h"

#include "ui/detail/plain_label.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

EmptyPane::EmptyPane(QWidget *parent)
    : QWidget(parent)
    , m_picture(new QLabel(this))
    , m_title(new PlainLabel(u"noEventTitle"_s, FontRole::Title, &Theme::text, this))
    , m_hint(new PlainLabel(u"noEventHint"_s, FontRole::Base, &Theme::dim, this))
{
    m_title->setSemibold(true);
    m_hint->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid(32), grid(32), grid(32), grid(32));
    layout->setSpacing(grid(8));
    layout->addStretch(2);
    for (QLabel *label : std::initializer_list<QLabel *>{m_picture, m_title, m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        layout->addWidget(label);
    }
    layout->addStretch(3);
    setGone(false);
    restyle();
}

void EmptyPane::setGone(bool gone)
{
    m_title->setText(gone ? tr("This event is gone") : tr("No event selected"));
    m_hint->setText(gone ? tr("It is not in the session any more.")
                         : tr("Select one in the table to see its payload, headers, bytes and copies."));
}

void EmptyPane::restyle()
{
    const int side = grid(40);
    m_picture->setPixmap(icon(u"creel"_s, theme().dim).pixmap(QSize(side, side), devicePixelRatioF()));
}

void EmptyPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

} // namespace creel
