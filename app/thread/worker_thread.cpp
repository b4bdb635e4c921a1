// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/worker_thread.h"

#include <condition_variable>
#include <mutex>

namespace creel {

WorkerThread::WorkerThread(const QString &name) : m_mailbox(std::make_unique<Mailbox>())
{
    m_thread.setObjectName(name);
    m_mailbox->moveToThread(&m_thread);
    m_thread.start();
}

WorkerThread::~WorkerThread()
{
    run([] {}); // what was posted before is done by then
    m_thread.quit();
    m_thread.wait();
}

void WorkerThread::run(const Mailbox::Task &task)
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    std::mutex mutex;
    std::condition_variable condition;
    bool done = false;
    post([&] {
        task();
        const std::lock_guard lock(mutex);
        done = true;
        condition.notify_one();
    });
    std::unique_lock lock(mutex);
    condition.wait(lock, [&] { return done; });
}

} // namespace creel
