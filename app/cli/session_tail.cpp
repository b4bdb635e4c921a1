// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_tail.h"

#include <algorithm>
#include <span>

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
    if (!m_reader && !open(EventId(m_first - 1)))
        return std::nullopt;
    auto item = m_walk->next();
    // once more on a connection made anew: the log that this one reads from may be there no more
    if (m_walk->error()) {
        if (!open(m_last))
            return std::nullopt;
        item = m_walk->next();
    }
    if (item)
        m_last = item->record.id;
    m_error = m_walk->error();
    return item;
}

std::optional<qint64> SessionTail::eventsAfter(EventId after) const
{
    StoreError error;
    qint64 count = 0;
    if (const auto reader = SessionReader::open(m_path, &error))
        error = reader->records(std::max(after, EventId(m_first - 1)),
                                [&count](std::span<const EventRecord> records) {
                                    count += qint64(records.size());
                                    return true;
                                });
    return error ? std::nullopt : std::optional(count);
}

bool SessionTail::open(EventId after)
{
    m_walk.reset();
    m_reader = SessionReader::open(m_path, &m_error);
    if (m_reader)
        m_walk.emplace(*m_reader, Filter{}, after);
    m_last = after;
    return m_reader != nullptr;
}

} // namespace creel
