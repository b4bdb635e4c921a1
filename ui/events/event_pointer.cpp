// SPDX-License-Identifier: GPL-3.0-or-later
// What the event table makes of the pointer: the row under it, and the menu of a row.
#include "ui/events/event_delegate.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"

#include <QContextMenuEvent>

namespace creel {

void EventView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const auto at = byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos();
    emit menuRequested(m_model->at(index.row()).id, at);
}

void EventView::setHovered(int row)
{
    if (row == m_delegate->hoveredRow())
        return;
    m_delegate->setHoveredRow(row);
    viewport()->update(); // both rows, wherever scrolling has carried them meanwhile
}

bool EventView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove:
    case QEvent::HoverLeave:
        // Qt would light the one cell, and not put it out where a popup opens.
        return true;
    case QEvent::Leave:
        setHovered(-1);
        break;
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void EventView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHovered(rowAt(int(event->position().y())));
}

void EventView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (viewport()->underMouse()) // the rows move, the mouse does not
        setHovered(rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()));
}

} // namespace creel
