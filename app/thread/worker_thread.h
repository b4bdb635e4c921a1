// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/thread/mailbox.h"

#include <QThread>

#include <functional>
#include <memory>

namespace creel {

/// A thread with an event loop and a mailbox, for one worker: what the worker owns (sockets, timers, database
/// connections) is made and destroyed in tasks, on the thread. The destructor runs the tasks queued so far
/// and joins.
class WorkerThread
{
public:
    /// Where processors are scarce, Background gives way to what senders and people wait for.
    enum class Urgency { Usual, Background };

    explicit WorkerThread(const QString &name, Urgency urgency = Urgency::Usual);
    ~WorkerThread();
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    /// Any thread.
    void post(Mailbox::Task task) { m_mailbox->post(std::move(task)); }
    /// As Mailbox::hasPosted().
    bool hasPosted() const { return m_mailbox->hasPosted(); }
    /// Runs @p task on the thread and waits for it. Never from the thread itself; for start and stop only.
    void run(const Mailbox::Task &task);

private:
    QThread m_thread;
    std::unique_ptr<Mailbox> m_mailbox;
};

} // namespace creel
