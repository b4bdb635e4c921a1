// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/banner.h"

#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QColor colorOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Error:
        return theme().bad;
    case Notice::Kind::Warning:
        return theme().warning;
    default:
        return theme().accent;
    }
}

QString iconOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Error:
        return u"error"_s;
    case Notice::Kind::Warning:
        return u"warning"_s;
    default:
        return u"info"_s;
    }
}

} // namespace

Banner::Banner(const Notice &notice, QWidget *parent)
    : QWidget(parent)
    , m_kind(notice.kind)
    , m_mark(new QLabel(this))
{
    setObjectName(u"banner."_s + notice.id);
    setAccessibleName(notice.text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), grid(6), grid(12), grid(6));
    row->setSpacing(grid(10));

    m_mark->setObjectName(u"banner.mark."_s + notice.id);
    retint();
    row->addWidget(m_mark);

    auto *text = new QLabel(this);
    text->setTextFormat(Qt::PlainText);
    text->setText(safeText(notice.text, 600));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text, 1);

    for (const auto remedy : notice.remedies) {
        auto *act = new QPushButton(remedyWords(remedy), this);
        act->setObjectName(u"banner.act.%1.%2"_s.arg(notice.id, QString::number(int(remedy))));
        act->setAccessibleName(act->text());
        connect(act, &QPushButton::clicked, this, [this, remedy] { emit remedyChosen(remedy); });
        row->addWidget(act);
    }
    auto *dismiss = new QToolButton(this);
    dismiss->setObjectName(u"banner.dismiss."_s + notice.id);
    dismiss->setAccessibleName(tr("Dismiss"));
    dismiss->setToolTip(tr("Dismiss (Esc)"));
    dismiss->setProperty("role", u"flat"_s);
    dismiss->setIcon(icon(u"close"_s));
    connect(dismiss, &QToolButton::clicked, this, &Banner::dismissed);
    row->addWidget(dismiss);
}

void Banner::retint()
{
    m_mark->setPixmap(icon(iconOf(m_kind), colorOf(m_kind)).pixmap(grid(18), grid(18)));
}

void Banner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        retint();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(theme().background, colorOf(m_kind), 0.09));
    painter.fillRect(0, 0, grid(3), height(), colorOf(m_kind));
    painter.fillRect(0, height() - 1, width(), 1, theme().line);
}

} // namespace creel
