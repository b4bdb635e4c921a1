// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/newest_work.h"

#include <utility>

namespace creel {

NewestWork::~NewestWork()
{
    cancel();
    m_thread.reset();
}

void NewestWork::start(Work work)
{
    if (!m_thread)
        m_thread = std::make_unique<WorkerThread>(m_name, WorkerThread::Urgency::Background);
    replace(std::move(work));
    m_thread->post([this] { run(); });
}

/// What was next before is destroyed here, behind the lock.
void NewestWork::replace(Work work)
{
    const std::lock_guard lock(m_mutex);
    ++m_newest;
    std::swap(m_next, work);
}

void NewestWork::run()
{
    std::unique_lock lock(m_mutex);
    const auto work = std::exchange(m_next, {});
    const quint64 number = m_newest;
    lock.unlock();
    if (!work)
        return;
    auto finish = work();
    if (number != m_newest)
        return; // and what came of it goes here: a large one takes its time
    m_mailbox.post([this, number, finish = std::move(finish)] {
        if (number == m_newest)
            finish();
    });
}

} // namespace creel
