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
    m_thread->post([this, number = ++m_newest, work = std::move(work)] {
        if (number != m_newest)
            return;
        auto finish = work();
        if (number != m_newest)
            return; // and what came of it goes here: a large one takes its time
        m_mailbox.post([this, number, finish = std::move(finish)] {
            if (number == m_newest)
                finish();
        });
    });
}

} // namespace creel
