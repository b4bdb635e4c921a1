// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_sheet.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

FilterSheet::FilterSheet(QWidget *line, QWidget *bar) : QWidget(bar->window()), m_line(line)
{
    setObjectName(QStringLiteral("filterSheet"));
    auto *parts = new QVBoxLayout(this);
    parts->setContentsMargins(grid(12), grid(8), grid(12), grid(8));
    parts->setSpacing(grid(8));
    hide();
}

void FilterSheet::addPart(QWidget *part)
{
    layout()->addWidget(part);
    part->hide();
}

void FilterSheet::fit()
{
    bool any = false;
    for (int i = 0; i < layout()->count(); ++i)
        any = any || !layout()->itemAt(i)->widget()->isHidden();
    setVisible(any);
    if (!any)
        return;
    layout()->invalidate();
    const int wide = std::min(m_line->width(), layout()->totalSizeHint().width());
    resize(wide, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide)
                                               : layout()->totalSizeHint().height());
    move(m_line->mapTo(parentWidget(), QPoint(0, m_line->height() + grid(4))));
    raise();
}

void FilterSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), grid(8), theme().background, theme().line);
}

} // namespace creel
