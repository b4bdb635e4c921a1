// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"
#include "app/thread/inbox.h"
#include "app/thread/worker_thread.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

namespace creel {

/// Fills the event list from two sources: what the file held when it was opened, read on a thread of its own,
/// and what is captured since. Rows arrive in the order of their ids, in batches: the first at once, further
/// ones after 33 ms or, where showing a batch takes long, so late that showing takes a fifth of the time.
/// When more is captured than the hand-over holds, the rest is fetched from the file. Main thread, but for
/// put().
class EventFeed : public QObject
{
    Q_OBJECT
public:
    explicit EventFeed(QObject *parent = nullptr);
    ~EventFeed() override;

    const EventList &events() const { return m_events; }
    EventList &events() { return m_events; }

    /// Any thread: records that were committed just now.
    void put(std::vector<EventRecord> records);

    /// Any thread: how long the answer to a delivery took in the end, or (below 0) that it never left, and
    /// in words what became of it; before or after its put().
    void putReplied(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome);

    /// Empties the list and fills it from @p path (all but what is cleared there); an empty path only empties
    /// it.
    void start(const QString &path);
    /// What is being read of the file is read no further.
    void rest() { cancelLoad(); }
    /// The file goes on at @p path, with all that it held.
    void moved(const QString &path) { m_path = path; }
    /// Empties the list; only events after @p last come from now on, those that are under way included.
    void restartAfter(EventId last);
    /// Lets go of the rows up to and including @p through, which are in the file no more.
    void dropThrough(EventId through);
    bool loading() const { return m_loading; }
    EventId lastId() const { return m_lastId; }

signals:
    void appended(qsizetype first, qsizetype last); ///< rows, last inclusive
    void aboutToClear();                            ///< the rows are still there, and gone when it returns
    void cleared();
    void aboutToDrop();            ///< all rows are still there
    void dropped(qsizetype count); ///< the first rows are gone, the others have moved up
    void changed();                ///< reply times of rows that are there
    void loadingChanged();
    void loadFailed(const QString &reason);

protected:
    bool event(QEvent *event) override;

private:
    struct Loader;
    struct ReplyTime {
        DeliveryId delivery{};
        qint64 durationUs = -1;
        QByteArray outcome;
    };
    void wake();
    void takeLive();
    void take();
    void appendNew(std::vector<EventRecord> records);
    void applyReplyTimes();
    WorkerThread &background();
    void load();
    void loadEnded(const QString &problem);
    void cancelLoad();

    EventList m_events;
    Inbox<EventRecord> m_inbox;
    Inbox<ReplyTime> m_replyInbox;
    Mailbox m_mailbox;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_turnBeganMs = 0;
    qint64 m_nextTurnMs = 0;
    std::vector<EventRecord> m_held;     ///< captured while the file is still being read
    std::vector<ReplyTime> m_replyTimes; ///< of rows that may still come
    QString m_path;
    EventId m_lastId{};
    EventId m_droppedThrough{}; ///< a pass over the file may still bring them
    bool m_loading = false;
    bool m_behind = false; ///< something was dropped: fetch it from the file
    std::shared_ptr<Loader> m_loader;
    std::unique_ptr<WorkerThread> m_thread;
};

} // namespace creel
