// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/event_feed.h"

#include "app/store/session_file.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <condition_variable>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr size_t maxWaiting = 65'536; ///< records between two turns of the GUI thread
constexpr qint64 turnMs = 33;
constexpr qint64 longestTurnMs = 250;
constexpr qint64 restOfWork = 4;   ///< how many times as long as showing a batch took, nothing is shown
constexpr int maxBatchesAhead = 4; ///< of the reading thread before the GUI thread
} // namespace

/// What reading thread and main thread share of one pass over the file.
struct EventFeed::Loader {
    std::mutex mutex;
    std::condition_variable room;
    int ahead = 0;
    bool cancelled = false;

    /// Waits until the main thread has kept up; false when the pass was cancelled.
    bool advance()
    {
        std::unique_lock lock(mutex);
        room.wait(lock, [this] { return cancelled || ahead < maxBatchesAhead; });
        ++ahead;
        return !cancelled;
    }
    void release()
    {
        const std::lock_guard lock(mutex);
        --ahead;
        room.notify_one();
    }
    void cancel()
    {
        const std::lock_guard lock(mutex);
        cancelled = true;
        room.notify_one();
    }
};

EventFeed::EventFeed(QObject *parent) : QObject(parent), m_inbox(maxWaiting), m_replyInbox(maxWaiting)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EventFeed::takeLive);
}

EventFeed::~EventFeed()
{
    cancelLoad();
    m_thread.reset();
}

void EventFeed::put(std::vector<EventRecord> records)
{
    if (!records.empty() && m_inbox.put(std::move(records)))
        m_mailbox.post([this] { wake(); });
}

void EventFeed::putReplied(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome)
{
    if (m_replyInbox.put({delivery, durationUs, outcome}))
        m_mailbox.post([this] { wake(); });
}

void EventFeed::start(const QString &path)
{
    m_path = path;
    cancelLoad();
    m_inbox.take();
    m_held.clear();
    m_replyInbox.take();
    m_replyTimes.clear();
    m_behind = false;
    restartAfter(EventId{});
    if (!m_path.isEmpty())
        load();
}

void EventFeed::restartAfter(EventId last)
{
    m_behind = m_behind || m_loading; // what was still to be read may be behind it
    cancelLoad();
    m_lastId = last;
    m_droppedThrough = {};
    emit aboutToClear();
    // to free a million rows takes a third of a second
    background().post([gone = std::make_shared<EventList>(std::exchange(m_events, {}))] {});
    emit cleared();
    if (m_behind)
        wake();
}

void EventFeed::dropThrough(EventId through)
{
    m_droppedThrough = std::max(m_droppedThrough, through);
    if (m_events.size() == 0 || m_events.at(0).id > through)
        return;
    emit aboutToDrop();
    emit dropped(qsizetype(m_events.dropThrough(through)));
}

void EventFeed::wake()
{
    if (!m_timer.isActive())
        m_timer.start(int(std::max<qint64>(0, m_nextTurnMs - m_clock.elapsed())));
}

void EventFeed::takeLive()
{
    m_turnBeganMs = m_clock.elapsed();
    m_nextTurnMs = m_turnBeganMs + turnMs;
    take();
    // Widgets repaint by events of low priority: behind them the turn has ended.
    QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::LowEventPriority - 1);
}

bool EventFeed::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    const auto now = m_clock.elapsed();
    m_nextTurnMs = now + std::clamp((now - m_turnBeganMs) * restOfWork, turnMs, longestTurnMs);
    return true;
}

void EventFeed::take()
{
    std::ranges::move(m_replyInbox.take().items, std::back_inserter(m_replyTimes));
    auto content = m_inbox.take();
    m_behind = m_behind || content.overflowed;
    if (m_behind) { // the file has all of it, in order
        if (!m_loading)
            load();
    } else if (!m_loading) {
        appendNew(std::move(content.items));
    } else if (m_held.size() + content.items.size() > maxWaiting) {
        m_held.clear();
        m_behind = true;
    } else {
        std::ranges::move(content.items, std::back_inserter(m_held));
    }
    applyReplyTimes();
}

void EventFeed::applyReplyTimes()
{
    if (m_replyTimes.empty())
        return;
    const auto applied = std::erase_if(m_replyTimes, [this](const ReplyTime &time) {
        return m_events.setReplied(time.delivery, time.durationUs, time.outcome);
    });
    // Rows that are behind the last one may still come: the answer does not wait for them to be shown.
    const auto last = m_events.size() == 0 ? DeliveryId{} : m_events.rows().back().delivery;
    std::erase_if(m_replyTimes, [&](const ReplyTime &time) { return !m_loading && time.delivery <= last; });
    if (m_replyTimes.size() > maxWaiting)
        m_replyTimes.clear();
    if (applied > 0)
        emit changed();
}

void EventFeed::appendNew(std::vector<EventRecord> records)
{
    std::erase_if(records, [this](const EventRecord &record) {
        return record.id <= std::max(m_lastId, m_droppedThrough);
    });
    if (records.empty())
        return;
    m_lastId = records.back().id;
    const auto first = qsizetype(m_events.size());
    m_events.append(records);
    emit appended(first, qsizetype(m_events.size()) - 1);
}

WorkerThread &EventFeed::background()
{
    if (!m_thread)
        m_thread = std::make_unique<WorkerThread>(u"load"_s, WorkerThread::Urgency::Background);
    return *m_thread;
}

void EventFeed::load()
{
    m_behind = false;
    m_loading = true;
    m_loader = std::make_shared<Loader>();
    emit loadingChanged();
    background().post([this, loader = m_loader, path = m_path, after = m_lastId] {
        StoreError error;
        const auto reader = SessionReader::open(path, &error);
        if (reader) {
            error = reader->records(after, [&](std::span<const EventRecord> records) {
                if (!loader->advance())
                    return false;
                std::vector<EventRecord> copy(records.begin(), records.end());
                m_mailbox.post([this, loader, batch = std::move(copy)]() mutable {
                    if (loader == m_loader)
                        appendNew(std::move(batch));
                    loader->release();
                });
                return true;
            });
        }
        m_mailbox.post([this, loader, problem = error.text] {
            if (loader == m_loader)
                loadEnded(problem);
        });
    });
}

void EventFeed::loadEnded(const QString &problem)
{
    m_loader.reset();
    m_loading = false;
    appendNew(std::exchange(m_held, {}));
    applyReplyTimes();
    if (!problem.isEmpty())
        emit loadFailed(problem);
    else if (m_behind)
        load();
    if (!m_loading)
        emit loadingChanged();
}

void EventFeed::cancelLoad()
{
    if (!m_loader)
        return;
    m_loader->cancel();
    m_loader.reset();
    m_loading = false;
    emit loadingChanged();
}

} // namespace creel
