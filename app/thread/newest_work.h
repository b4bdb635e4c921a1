// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/thread/worker_thread.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace creel {

/// Does on a thread of its own what would hold up the one it is asked from, and finishes it there. Only the
/// newest work is finished: a new one, or cancel(), makes the one before void, and what had not begun by then
/// never begins and is let go of at once, with all it holds. The destructor waits for the work that is under
/// way, and finishes none.
class NewestWork
{
public:
    /// Takes what came of a work; on the thread that started it.
    using Finish = std::function<void()>;
    /// On the thread of its own: it brings along all that it looks at.
    using Work = std::function<Finish()>;

    explicit NewestWork(const QString &name) : m_name(name) {}
    ~NewestWork();
    NewestWork(const NewestWork &) = delete;
    NewestWork &operator=(const NewestWork &) = delete;

    void start(Work work);
    void cancel() { replace({}); }

private:
    void replace(Work work);
    void run();

    const QString m_name;
    std::atomic<quint64> m_newest = 0;
    std::mutex m_mutex;
    Work m_next; ///< the newest, until it is begun
    Mailbox m_mailbox;
    std::unique_ptr<WorkerThread> m_thread; ///< made when it is first needed
};

} // namespace creel
