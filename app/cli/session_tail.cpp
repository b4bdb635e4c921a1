// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_tail.h"

namespace creel {

SessionTail::SessionTail(const QString &threadName, QString path, std::function<void()> follow)
    : m_path(std::move(path))
    , m_follow(std::move(follow))
    , m_thread(std::make_unique<WorkerThread>(threadName))
{
}

SessionTail::~SessionTail()
{
    m_thread->run([this] {
        m_walk.reset();
        m_reader.reset();
    });
}

void SessionTail::wake(EventId first)
{
    qint64 none = 0;
    m_first.compare_exchange_strong(none, qint64(first));
    if (m_woken.exchange(true))
        return;
    m_thread->post([this] {
        m_following = true;
        m_woken = false;
        m_follow();
        m_following = false;
    });
}

std::optional<EventWalk::Item> SessionTail::next()
{
    if (!m_reader) {
        m_reader = SessionReader::open(m_path, &m_error);
        if (!m_reader)
            return std::nullopt;
        m_walk.emplace(*m_reader, Filter{}, EventId(m_first - 1));
    }
    auto item = m_walk->next();
    m_error = m_walk->error();
    return item;
}

} // namespace creel
