// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/mailbox.h"

#include <utility>

namespace creel {

Mailbox::Mailbox(QObject *parent) : QObject(parent)
{
    connect(this, &Mailbox::posted, this, &Mailbox::drain, Qt::QueuedConnection);
}

void Mailbox::post(Task task)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_tasks.empty();
        m_tasks.push_back(std::move(task));
    }
    if (first)
        emit posted();
}

bool Mailbox::hasPosted() const
{
    const std::lock_guard lock(m_mutex);
    return !m_tasks.empty();
}

void Mailbox::drain()
{
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (const auto &task : tasks)
        task();
}

} // namespace creel
