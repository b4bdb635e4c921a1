// SPDX-License-Identifier: GPL-3.0-or-later
// What stays of the event table while its rows change under it: the chosen events, the place, what is new.
#include "ui/events/event_delegate.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/new_events_pill.h"
#include "ui/theme/theme.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace creel {

void EventView::setFollowing(bool following)
{
    const bool changed = m_following != following;
    const auto &events = m_model->events();
    if (changed && !following)
        m_seen = events.size() > 0 ? events.at(events.size() - 1).id : EventId{};
    m_following = following;
    if (following) {
        const QScopedValueRollback moving(m_moving, true);
        scrollToBottom();
    }
    countNew();
    if (changed)
        emit followingChanged(following);
}

/// Counted and not added up, since with other rows, or without the first of them, other ones are new.
void EventView::countNew()
{
    qint64 count = 0;
    if (m_order.isArrival() && !m_following) {
        const auto &rows = m_model->rows();
        const auto isSeen = [this](quint32 row) { return m_model->events().at(row).id <= m_seen; };
        count = rows.end() - std::ranges::partition_point(rows, isSeen);
    }
    m_pill->setCount(count);
}

void EventView::rowsAdded(int first)
{
    fitNumbers();
    const auto chosen = currentEvent() == EventId{} ? m_model->events().rowOf(m_current) : -1;
    if (chosen >= 0 &&
        std::ranges::binary_search(m_model->rows().begin() + first, m_model->rows().end(), quint32(chosen))) {
        rechoose();
        reveal();
    } else if (m_order.isArrival() && m_following) {
        const QScopedValueRollback moving(m_moving, true);
        scrollToBottom();
    }
    countNew();
}

void EventView::noteScrolled(int value)
{
    if (m_moving || !m_order.isArrival())
        return;
    const bool atEnd = value >= verticalScrollBar()->maximum() - grid(4);
    if (atEnd != m_following)
        setFollowing(atEnd);
}

/// What is chosen stays so while it is hidden, until another event is.
void EventView::keepPlace()
{
    m_moving = true;
    constexpr int most = 1000; // more is no selection by hand
    m_hidden = currentEvent() == EventId{};
    if (!m_hidden) {
        m_current = currentEvent();
        int selected = 0;
        for (const auto &range : selectionModel()->selection())
            selected += range.height();
        m_selected.clear();
        if (selected <= most)
            m_selected = selectedEvents();
    }
    const int top = rowAt(0);
    m_top = top >= 0 ? m_model->at(top).id : EventId{};
}

void EventView::restorePlace()
{
    if (m_model->events().size() == 0) // cleared, or another session; what was chosen may come back
        setFollowing(true);
    fitNumbers();
    m_delegate->setHoveredRow(-1); // another row lies under the mouse now
    const bool chosen = rechoose();
    if (chosen && m_hidden)
        reveal();
    else if (m_order.isArrival() && m_following)
        scrollToBottom();
    else if (const int row = m_top == EventId{} ? -1 : m_model->rowOf(m_top); row >= 0)
        scrollTo(m_model->index(row, firstShownColumn()), PositionAtTop);
    m_moving = false;
    countNew();
}

/// Chooses again what was chosen, and tells nobody; false while the current event is not shown.
bool EventView::rechoose()
{
    const QScopedValueRollback moving(m_moving, true);
    QItemSelection selection;
    for (const int row : m_selected.empty() ? std::vector<int>{} : m_model->rowsOf(m_selected))
        selection.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
    const int current = m_current == EventId{} ? -1 : m_model->rowOf(m_current);
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_model->index(current, firstShownColumn()),
                                          QItemSelectionModel::NoUpdate);
    if (current >= 0 || !selection.isEmpty()) // others of the chosen may be shown without it
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    return current >= 0;
}

void EventView::forget()
{
    setCurrentIndex({});
    m_current = {};
    m_selected.clear();
}

/// The row before which the chosen event would stand if it were shown; -1 when there is none.
int EventView::placeOfHidden() const
{
    const auto &events = m_model->events();
    const auto hidden = m_current == EventId{} ? -1 : events.rowOf(m_current);
    if (hidden < 0)
        return -1;
    const auto &rows = m_model->rows();
    const auto isBefore = [&](quint32 row) { return standsBefore(events, m_order, row, quint32(hidden)); };
    return int(std::ranges::partition_point(rows, isBefore) - rows.begin());
}

/// Scrolls to the chosen event, which was not in sight for a while.
void EventView::reveal()
{
    if (m_order.isArrival() && currentIndex().row() < m_model->rowCount() - 1)
        setFollowing(false);
    const QScopedValueRollback moving(m_moving, true);
    scrollTo(currentIndex(), PositionAtCenter);
    emit currentEventReturned(currentEvent());
}

} // namespace creel
