// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace creel {

/// Runs tasks on the thread it lives on, in the order they were posted from any thread. Tasks travel under a
/// mutex of ours and the waking signal carries no arguments, which keeps ThreadSanitizer's reports true.
/// Tasks still queued when it is destroyed are dropped; posting to it must have stopped by then.
class Mailbox : public QObject
{
    Q_OBJECT
public:
    using Task = std::function<void()>;

    explicit Mailbox(QObject *parent = nullptr);
    /// Any thread.
    void post(Task task);
    /// Something is queued. Any thread; what was posted before, in whatever way that is known, is seen.
    bool hasPosted() const;
    /// Runs what is queued now; own thread only.
    void drain();

signals:
    void posted();

private:
    mutable std::mutex m_mutex;
    std::vector<Task> m_tasks;
};

} // namespace creel
