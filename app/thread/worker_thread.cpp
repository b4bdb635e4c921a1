// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/worker_thread.h"

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <condition_variable>
#include <mutex>

namespace creel {

namespace {
/// QThread's priorities mean nothing to Linux's usual scheduler; niceness does, and is a thread's own there.
void giveWay()
{
#ifdef Q_OS_LINUX
    constexpr int niceness = 10;
    ::setpriority(PRIO_PROCESS, id_t(::syscall(SYS_gettid)), niceness);
#endif
}
} // namespace

WorkerThread::WorkerThread(const QString &name, Urgency urgency) : m_mailbox(std::make_unique<Mailbox>())
{
    m_thread.setObjectName(name);
    m_mailbox->moveToThread(&m_thread);
    m_thread.start();
    if (urgency == Urgency::Background)
        post(giveWay);
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
