// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_view.h"

#include "ui/events/event_delegate.h"
#include "ui/events/event_table_model.h"
#include "ui/events/new_events_pill.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

EventView::EventView(EventTableModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new EventDelegate(model, this))
    , m_pill(new NewEventsPill(viewport()))
{
    setObjectName(u"events"_s);
    setAccessibleName(tr("Events"));
    setModel(model);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(grid(28));
    makeHeader();
    restoreColumns();

    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &EventView::keepPlace);
    connect(model, &QAbstractItemModel::modelReset, this, &EventView::restorePlace);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first) { rowsAdded(first); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventView::noteScrolled);
    connect(m_pill, &QPushButton::clicked, this, [this] { setFollowing(true); });
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { emit eventActivated(m_model->at(index.row()).id); });
}

EventId EventView::currentEvent() const
{
    const auto index = currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? m_model->at(index.row()).id : EventId{};
}

std::vector<int> EventView::selectedNumbers() const
{
    std::vector<int> rows;
    for (const auto &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    return rows;
}

std::vector<EventId> EventView::selectedEvents() const
{
    std::vector<EventId> ids;
    for (const int row : selectedNumbers())
        ids.push_back(m_model->at(row).id);
    return ids;
}

bool EventView::showEvent(EventId id)
{
    const int row = m_model->rowOf(id);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
        m_current = id; // it is chosen as soon as it is shown
        m_selected = {id};
        return false;
    }
    const auto index = m_model->index(row, firstShownColumn());
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void EventView::step(int rows)
{
    if (m_model->rowCount() == 0)
        return;
    int from = rows > 0 ? -1 : m_model->rowCount();
    if (currentIndex().isValid())
        from = currentIndex().row();
    else if (const int hidden = placeOfHidden(); hidden >= 0)
        from = rows > 0 ? hidden - 1 : hidden;
    const int row = std::clamp(from + rows, 0, m_model->rowCount() - 1);
    const auto index = m_model->index(row, firstShownColumn());
    setCurrentIndex(index);
    scrollTo(index);
}

/// The keyboard alone chooses no event: Qt would take the first, and following would end.
void EventView::focusInEvent(QFocusEvent *event)
{
    if (currentIndex().isValid())
        return QTableView::focusInEvent(event);
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

/// The first visible column that is shown: scrolling to a row must not scroll sideways.
int EventView::firstShownColumn() const
{
    const auto *header = horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (!header->isSectionHidden(header->logicalIndex(place)))
            return header->logicalIndex(place);
    }
    return 0;
}

void EventView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update(); // the edge of the current row lies in another cell
    if (m_moving || !current.isValid() || current.row() == previous.row())
        return;
    // Whoever reads an earlier event does not want it to scroll away.
    if (m_order.isArrival() && current.row() < m_model->rowCount() - 1)
        setFollowing(false);
    emit currentEventChanged(currentEvent());
}

void EventView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (!plain) {
        QTableView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_J:
        step(1);
        return;
    case Qt::Key_K:
        step(-1);
        return;
    case Qt::Key_Space:
        setFollowing(!m_following);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentEvent() != EventId{})
            emit eventActivated(currentEvent());
        return;
    case Qt::Key_Home:
        if (!shift) {
            step(-m_model->rowCount());
            return;
        }
        break;
    case Qt::Key_End:
        if (!shift) {
            step(m_model->rowCount());
            setFollowing(true);
            return;
        }
        break;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void EventView::resizeEvent(QResizeEvent *event)
{
    {
        const QScopedValueRollback moving(m_moving, true);
        const QRect row = visualRect(currentIndex());
        const bool inSight = row.isValid() && row.bottom() >= 0 && row.top() < event->oldSize().height();
        QTableView::resizeEvent(event);
        fillWidth();
        if (inSight)
            scrollTo(m_model->index(currentIndex().row(), firstShownColumn()));
    }
    if (m_following && m_order.isArrival())
        setFollowing(true);
}

void EventView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        verticalHeader()->setDefaultSectionSize(grid(28));
}

} // namespace creel
