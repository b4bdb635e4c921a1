// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/new_events_pill.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QEvent>

namespace creel {

using namespace Qt::StringLiterals;

NewEventsPill::NewEventsPill(QWidget *parent) : QPushButton(parent)
{
    setObjectName(u"newEvents"_s);
    setProperty("role", u"primary"_s);
    setIcon(creel::icon(u"arrow-down"_s));
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Go to the newest event and follow (End)"));
    parent->installEventFilter(this);
    hide();
}

void NewEventsPill::setCount(qint64 count)
{
    setText(tr("%1 new").arg(countText(count)));
    setAccessibleName(text());
    setVisible(count > 0);
    place();
}

bool NewEventsPill::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QPushButton::eventFilter(watched, event);
}

void NewEventsPill::place()
{
    adjustSize();
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - grid(16));
    raise();
}

} // namespace creel
