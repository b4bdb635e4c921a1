// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace creel {

/// Bounded hand-over of values between threads: any thread puts, the owner takes all at once.
/// When it is full further values are dropped and the taker is told, so that it can fetch them elsewhere.
template <class T>
class Inbox
{
public:
    struct Content {
        std::vector<T> items;
        bool overflowed = false;
    };

    explicit Inbox(size_t capacity) : m_capacity(capacity) {}

    /// Returns true when the inbox was empty before: the owner is to be woken.
    bool put(T item)
    {
        const std::lock_guard lock(m_mutex);
        const bool first = m_content.items.empty() && !m_content.overflowed;
        if (m_content.items.size() >= m_capacity)
            m_content.overflowed = true;
        else
            m_content.items.push_back(std::move(item));
        return first;
    }

    /// As put(), for several.
    bool put(std::vector<T> items)
    {
        const std::lock_guard lock(m_mutex);
        const bool first = m_content.items.empty() && !m_content.overflowed;
        if (m_content.items.size() + items.size() > m_capacity)
            m_content.overflowed = true;
        else if (m_content.items.empty())
            m_content.items = std::move(items);
        else
            std::move(items.begin(), items.end(), std::back_inserter(m_content.items));
        return first;
    }

    Content take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_content, {});
    }

private:
    std::mutex m_mutex;
    Content m_content;
    const size_t m_capacity;
};

} // namespace creel
