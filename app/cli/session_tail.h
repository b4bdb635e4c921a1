// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/export_walk.h"
#include "app/store/session_file.h"
#include "app/thread/worker_thread.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// Follows a session that is being captured into, on a thread of its own: it reads from the file what was
/// committed, so nothing is held in memory and a slow follower neither delays capture nor misses an event.
class SessionTail
{
public:
    /// @p follow runs on the tail's thread whenever there may be more to take from next().
    SessionTail(const QString &threadName, QString path, std::function<void()> follow);
    /// What was committed until then is followed before it ends.
    ~SessionTail();

    /// Events from @p first on were committed. Any thread; returns at once.
    void wake(EventId first);
    /// The next event, from the first wake()'s on; nullopt when caught up or the file cannot be read. The
    /// tail's thread, as the next two.
    std::optional<EventWalk::Item> next();
    const StoreError &error() const { return m_error; }
    /// How many events lie in the file behind @p after, from the first wake()'s on; nullopt when it cannot be
    /// read. Any thread.
    std::optional<qint64> eventsAfter(EventId after) const;
    void post(Mailbox::Task task) { m_thread->post(std::move(task)); }
    /// Runs @p task on the tail's thread and waits for it.
    void run(const Mailbox::Task &task) { m_thread->run(task); }
    /// True from a wake() until follow has run for it. Any thread.
    bool isWoken() const { return m_woken || m_following; }

private:
    bool open(EventId after);

    const QString m_path;
    const std::function<void()> m_follow;
    std::atomic<qint64> m_first = 0;
    std::atomic<bool> m_woken = false;
    std::atomic<bool> m_following = false;   ///< set before m_woken is taken back
    std::unique_ptr<SessionReader> m_reader; ///< the tail's thread only, as the next three
    std::optional<EventWalk> m_walk;
    EventId m_last{}; ///< given by next(), or the one before the first
    StoreError m_error;
    std::unique_ptr<WorkerThread> m_thread;
};

} // namespace creel
