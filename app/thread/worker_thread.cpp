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
#ifdef Q_OS_LINUX
/// As sched_setattr(2) takes it; not every C library has it.
struct SchedulingAttributes {
    quint32 size = sizeof(SchedulingAttributes);
    quint32 policy = 0; // the usual one
    quint64 flags = 0;
    qint32 nice = 0;
    quint32 priority = 0;
    quint64 sliceNs = 0; // "runtime": from Linux 6.12 on the slice of a thread with the usual policy
    quint64 deadline = 0;
    quint64 period = 0;
};
#endif

/// QThread's priorities mean nothing to Linux's usual scheduler; niceness does, and is a thread's own there:
/// it says how much of the processor a thread gets. From Linux 6.12 on the slice says who waits for whom: a
/// thread that wakes takes the processor at once from one whose slice is longer, where else it would wait for
/// the next tick, 4 ms at most.
void giveWay()
{
#ifdef Q_OS_LINUX
    SchedulingAttributes attributes;
    attributes.nice = 10;
    attributes.sliceNs = 10'000'000; // the usual one is 3 ms at most
    if (::syscall(SYS_sched_setattr, 0, &attributes, 0) != 0)
        ::setpriority(PRIO_PROCESS, id_t(::syscall(SYS_gettid)), attributes.nice);
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
