// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/note_row.h"

#include "ui/detail/plain_label.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QColor toneColor(NoteRow::Tone tone)
{
    switch (tone) {
    case NoteRow::Tone::Good:
        return theme().ok;
    case NoteRow::Tone::Warning:
        return theme().warning;
    case NoteRow::Tone::Bad:
        return theme().bad;
    case NoteRow::Tone::Info:
        break;
    }
    return theme().accent;
}

QString toneIcon(NoteRow::Tone tone)
{
    switch (tone) {
    case NoteRow::Tone::Good:
        return u"check"_s;
    case NoteRow::Tone::Warning:
    case NoteRow::Tone::Bad:
        return u"warning"_s;
    case NoteRow::Tone::Info:
        break;
    }
    return u"info"_s;
}

} // namespace

NoteRow::NoteRow(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_label(new PlainLabel(u"noteText"_s, FontRole::Secondary, &Theme::text, this))
    , m_button(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid(12), grid(4), grid(8), grid(4));
    layout->setSpacing(grid(8));
    layout->addWidget(m_icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(u"noteAction"_s);
    m_button->setAccessibleName(tr("What to do"));
    connect(m_button, &QToolButton::clicked, this, &NoteRow::actionTriggered);
    restyle();
    hide();
}

void NoteRow::say(Tone tone, const QString &text, const QString &action)
{
    m_tone = tone;
    m_text = text;
    m_label->setText(text);
    m_button->setText(action);
    m_button->setAccessibleName(action.isEmpty() ? tr("What to do") : action);
    m_button->setVisible(!action.isEmpty());
    restyle();
    setVisible(!text.isEmpty());
}

void NoteRow::restyle()
{
    const int side = grid(16);
    m_icon->setPixmap(
        icon(toneIcon(m_tone), toneColor(m_tone)).pixmap(QSize(side, side), devicePixelRatioF()));
    setMinimumHeight(grid(32));
    update();
}

void NoteRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QFrame::changeEvent(event);
}

void NoteRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(theme().background, toneColor(m_tone), theme().dark ? 0.14 : 0.07));
}

} // namespace creel
