// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "app/event/ids.h"
#include "app/event/summary.h"
#include "ui/events/row_order.h"
#include "ui/events/sliced_sort.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace creel {

class EventTableModel;

/// Who reads bodies for a filter that cannot do without; see Session::query.
struct BodyQueries {
    std::function<quint64(const Filter &, std::vector<EventId>)> start;
    std::function<void()> cancel;
};

/// How far a filter has come.
struct FeedProgress {
    qint64 shown = 0;      ///< rows that match, so far
    qint64 total = 0;      ///< events there are
    qint64 bodiesDone = 0; ///< of the events that had to be read
    qint64 bodiesTotal = 0;
    qint64 elapsedMs = 0; ///< since the filter was set, until it was through
    bool running = false;
    bool operator==(const FeedProgress &) const = default;
};

/// Feeds the table: decides with the filter which rows are shown, and brings them into order. Works on the
/// GUI thread in slices of a few milliseconds, whatever the number of events; what needs bodies is asked from
/// the query thread, and merged as the answers come. Until the first answers are there the table keeps what
/// it shows.
class RowFeed : public QObject
{
    Q_OBJECT
public:
    /// @p model shows rows of its own EventList.
    RowFeed(EventTableModel *model, BodyQueries queries, QObject *parent = nullptr);

    void setFilter(const Filter &filter);
    void setOrder(RowOrder order);
    RowOrder order() const { return m_order; }
    FeedProgress progress() const;
    /// Gives up reading bodies; what was found stays.
    void cancel();

    /// @name What became of the events and of the query
    /// @{
    void takeAppended();               ///< rows were added to the list
    void takeCleared();                ///< the list was emptied, or is another one
    void takeAboutToDrop();            ///< the first rows of the list are about to go
    void takeDropped(qsizetype count); ///< they are gone, the others have moved up
    void takeChanged();                ///< notes, pins, replies of rows shown before
    void takeMatched(quint64 query, const std::vector<EventId> &events);
    void takeProgress(quint64 query, qint64 done, qint64 total, bool finished);
    /// @}

signals:
    void progressed();

private:
    void restart(bool quietly);
    void recheck();
    void work();
    bool scan(const QDeadlineTimer &deadline);
    void publish();
    void publishSorted();
    void askForBodies();
    void settle();
    bool isWorking() const;

    EventTableModel *m_model;
    BodyQueries m_queries;
    Filter m_filter;
    RowOrder m_order;

    size_t m_scanned = 0;              ///< rows of the list that were looked at
    std::vector<quint32> m_matched;    ///< in the order they came
    size_t m_published = 0;            ///< of m_matched, in the table; with m_stale none of them is
    bool m_stale = false;              ///< the table shows what an earlier pass found
    std::vector<EventId> m_candidates; ///< waiting for the query that runs
    quint64 m_query = 0;               ///< the one that runs; 0: none
    qint64 m_bodiesDone = 0, m_bodiesBefore = 0, m_bodiesTotal = 0;
    SlicedSort m_sort;
    bool m_sorting = false;

    QElapsedTimer m_clock;
    qint64 m_elapsedMs = 0;
    bool m_through = true;
    QTimer m_work;    ///< the next slice
    QTimer m_merge;   ///< gathers matches that come out of order
    QTimer m_recheck; ///< of filters whose answer may change after an event came
};

} // namespace creel
