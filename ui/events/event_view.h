// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/ids.h"
#include "ui/events/row_order.h"

#include <QTableView>

#include <array>
#include <vector>

class QMenu;

namespace creel {

class EventDelegate;
class EventTableModel;
class NewEventsPill;

/// The event table. Follows the newest event until the user scrolls up or picks an earlier one, keeps the
/// chosen event and the place when the rows change under it, and remembers its columns.
class EventView : public QTableView
{
    Q_OBJECT
public:
    explicit EventView(EventTableModel *model, QWidget *parent = nullptr);

    /// The event under the keyboard; 0 when there is none.
    EventId currentEvent() const;
    /// The selected events in the order they are shown.
    std::vector<EventId> selectedEvents() const;
    /// Makes @p id the current event and scrolls to it; false when it is not shown: then none is current
    /// until it is.
    bool showEvent(EventId id);
    using QTableView::showEvent;

    /// Nothing is chosen any more, nor when its number comes again: ids are a session's own.
    void forget();

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// The current row goes down by as many, within the table; from where it would be while it is hidden.
    void step(int rows);

    /// The selected rows as tab-separated lines of the shown columns; safe to paste anywhere.
    QString selectedText() const;
    void copySelection() const;
    /// One entry a column, checked when shown; and the way back to the columns of the beginning.
    QMenu *makeColumnsMenu(QWidget *parent);
    void saveColumns();

signals:
    void currentEventChanged(creel::EventId id);
    void currentEventReturned(creel::EventId id);         ///< chosen before, and shown again
    void eventActivated(creel::EventId id);               ///< Return or a double click
    void menuRequested(creel::EventId id, QPoint global); ///< on a row
    void orderChosen(creel::RowOrder order);
    void followingChanged(bool following);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &) override {} // letters are commands here
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void makeHeader();
    void restoreColumns();
    void resetColumns();
    void fillWidth(int chosen = -1);
    void takeWidths();
    void fitNumbers();
    void setHovered(int row);
    void noteScrolled(int value);
    void keepPlace();
    void restorePlace();
    void rowsAdded(int first);
    bool rechoose();
    int placeOfHidden() const;
    void reveal();
    void countNew();
    int firstShownColumn() const;
    std::vector<int> selectedNumbers() const; ///< of rows, ascending

    EventTableModel *m_model;
    EventDelegate *m_delegate;
    NewEventsPill *m_pill;
    RowOrder m_order;
    bool m_following = true;
    bool m_moving = false;                   ///< the rows change or we scroll: none of it is the user's doing
    EventId m_seen{};                        ///< the newest when following ended; later ones are new
    std::array<int, columnCount> m_widths{}; ///< as the columns are wanted; some give way
    qsizetype m_digits = 0;                  ///< of the largest number that its column was fitted to
    EventId m_current{};                     ///< chosen when the rows last changed, shown or not
    bool m_hidden = false;                   ///< it was not shown before they changed
    EventId m_top{};
    std::vector<EventId> m_selected;
};

} // namespace creel
