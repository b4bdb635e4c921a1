// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/row_feed.h"

#include "ui/events/event_table_model.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <utility>

namespace creel {

namespace {

constexpr int sliceMs = 8;       ///< half a frame at 60 a second
constexpr size_t atOnce = 256;   ///< rows between two looks at the clock
constexpr int firstLookMs = 120; ///< after this long what was found so far is shown
constexpr int mergeMs = 100;
constexpr int sortedMergeMs = 300;
constexpr int recheckMs = 500;

} // namespace

RowFeed::RowFeed(EventTableModel *model, BodyQueries queries, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_queries(std::move(queries))
{
    m_work.setSingleShot(true);
    m_merge.setSingleShot(true);
    m_recheck.setSingleShot(true);
    connect(&m_work, &QTimer::timeout, this, &RowFeed::work);
    connect(&m_merge, &QTimer::timeout, this, &RowFeed::publish);
    connect(&m_recheck, &QTimer::timeout, this, &RowFeed::recheck);
    restart(false);
}

void RowFeed::setFilter(const Filter &filter)
{
    m_filter = filter;
    restart(false);
}

void RowFeed::setOrder(RowOrder order)
{
    if (order == m_order)
        return;
    m_order = order;
    m_stale = true;
    m_sorting = false;
    publish();
}

FeedProgress RowFeed::progress() const
{
    return {qint64(m_matched.size()),
            qint64(m_model->events().size()),
            m_bodiesDone,
            m_bodiesTotal,
            m_through ? m_elapsedMs : m_clock.elapsed(),
            !m_through || m_sorting};
}

void RowFeed::cancel()
{
    m_candidates.clear();
    if (m_query != 0)
        m_queries.cancel();
    m_query = 0;
    m_bodiesTotal = m_bodiesDone;
    settle();
}

void RowFeed::restart(bool quietly)
{
    m_recheck.stop();
    m_candidates.clear();
    if (m_query != 0)
        m_queries.cancel();
    m_query = 0;
    m_bodiesDone = m_bodiesBefore = m_bodiesTotal = 0;
    m_scanned = 0;
    m_matched.clear();
    m_published = 0;
    m_stale = true;
    m_sorting = false;
    m_through = false;
    m_clock.start();
    work();
    if (!quietly)
        emit progressed();
}

/// A pass that is under way is finished first, or many changes would let none come to its end.
void RowFeed::recheck()
{
    if (m_through)
        restart(true);
    else
        m_recheck.start(recheckMs);
}

void RowFeed::takeAppended()
{
    if (m_filter.asksForCopies() && !m_recheck.isActive())
        m_recheck.start(recheckMs);
    if (!m_work.isActive())
        work();
}

void RowFeed::takeCleared()
{
    m_model->setRows({});
    restart(false);
}

void RowFeed::takeAboutToDrop()
{
    m_model->beginDrop();
}

void RowFeed::takeDropped(qsizetype count)
{
    const auto dropped = size_t(count);
    m_model->endDrop(dropped);
    const auto before = m_matched.size();
    std::erase_if(m_matched, [dropped](quint32 row) { return row < dropped; });
    for (auto &row : m_matched)
        row -= quint32(dropped);
    m_published -= std::min(m_published, before - m_matched.size());
    m_scanned -= std::min(m_scanned, dropped);
    if (std::exchange(m_sorting, false)) { // it sorts by numbers that are others now
        m_stale = true;
        publish();
    }
    emit progressed();
}

void RowFeed::takeChanged()
{
    m_model->refresh();
    if (m_filter.asksForChanging() && !m_recheck.isActive())
        m_recheck.start(recheckMs);
}

bool RowFeed::scan(const QDeadlineTimer &deadline)
{
    const auto &events = m_model->events();
    const bool all = m_filter.isEmpty();
    while (m_scanned < events.size()) {
        const size_t end = std::min(events.size(), m_scanned + atOnce);
        for (; m_scanned < end; ++m_scanned) {
            const auto match = all ? Match::Yes : m_filter.matches(RowFields(events, events.at(m_scanned)));
            if (match == Match::Yes)
                m_matched.push_back(quint32(m_scanned));
            else if (match == Match::NeedsBytes)
                m_candidates.push_back(events.at(m_scanned).id);
        }
        if (deadline.hasExpired())
            return m_scanned == events.size();
    }
    return true;
}

void RowFeed::work()
{
    const QDeadlineTimer deadline(sliceMs, Qt::PreciseTimer);
    if (m_sorting && m_sort.step(deadline)) {
        m_sorting = false;
        publishSorted();
    }
    const bool scanned = !deadline.hasExpired() && scan(deadline);
    if (scanned)
        askForBodies();
    // Bodies are read for a while yet: better few rows now than the ones before for long.
    const bool answersComing = m_query != 0 && m_matched.empty() && m_clock.elapsed() < firstLookMs;
    if (scanned ? !answersComing : m_clock.elapsed() > firstLookMs)
        publish();
    if (!scanned || m_sorting)
        m_work.start(0);
    settle();
}

void RowFeed::publish()
{
    if (m_sorting || (!m_stale && m_published == m_matched.size()))
        return;
    if (m_order.isArrival()) {
        if (m_stale)
            m_model->setRows(m_matched);
        else
            m_model->append(std::span(m_matched).subspan(m_published));
        m_stale = false;
        m_published = m_matched.size();
        emit progressed();
        return;
    }
    if (!m_stale) { // late comers among sorted rows: now and then, all at once
        if (!m_merge.isActive() && sender() != &m_merge) {
            m_merge.start(sortedMergeMs);
            return;
        }
    }
    m_sort = SlicedSort(m_matched, [this, order = m_order](quint32 a, quint32 b) {
        return standsBefore(m_model->events(), order, a, b);
    });
    m_published = m_matched.size();
    m_stale = false;
    m_sorting = true;
    m_work.start(0);
}

void RowFeed::publishSorted()
{
    m_model->setRows(m_sort.take());
    emit progressed();
}

void RowFeed::askForBodies()
{
    if (m_query != 0 || m_candidates.empty())
        return;
    m_bodiesBefore = m_bodiesTotal;
    m_bodiesTotal += qint64(m_candidates.size());
    m_query = m_queries.start(m_filter, std::exchange(m_candidates, {}));
}

void RowFeed::takeMatched(quint64 query, const std::vector<EventId> &events)
{
    if (query != m_query || query == 0)
        return;
    const size_t before = m_matched.size();
    for (const auto id : events) {
        if (const auto row = m_model->events().rowOf(id); row >= 0)
            m_matched.push_back(quint32(row));
    }
    const auto middle = m_matched.begin() + qsizetype(before);
    if (before > 0 && middle != m_matched.end() && *middle < m_matched[before - 1]) {
        std::inplace_merge(m_matched.begin(), middle, m_matched.end());
        m_stale = true; // they belong between rows that are shown
    }
    if (m_stale && m_published > 0) {
        if (!m_merge.isActive())
            m_merge.start(mergeMs);
    } else {
        publish();
    }
}

void RowFeed::takeProgress(quint64 query, qint64 done, qint64, bool finished)
{
    if (query != m_query || query == 0)
        return;
    m_bodiesDone = m_bodiesBefore + done;
    if (finished) {
        m_bodiesDone = m_bodiesTotal;
        m_query = 0;
        askForBodies();
        publish();
    } else if (m_clock.elapsed() > firstLookMs && m_published == 0) {
        publish();
    }
    settle();
    emit progressed();
}

bool RowFeed::isWorking() const
{
    return m_scanned < m_model->events().size() || m_query != 0 || !m_candidates.empty() || m_sorting;
}

void RowFeed::settle()
{
    if (m_through || isWorking())
        return;
    m_through = true;
    m_elapsedMs = m_clock.elapsed();
    emit progressed();
}

} // namespace creel
