// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace creel::test {

/// A counting semaphore as QSemaphore is one, made of what ThreadSanitizer can see: Qt's own is not
/// instrumented.
class Gate
{
public:
    void release(int count = 1)
    {
        const std::lock_guard lock(m_mutex);
        m_count += count;
        m_changed.notify_all();
    }
    void acquire()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_count >= 1; });
        --m_count;
    }
    /// False when there were not so many within @p ms.
    bool tryAcquire(int count, int ms)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, std::chrono::milliseconds(ms), [&] { return m_count >= count; }))
            return false;
        m_count -= count;
        return true;
    }
    int available()
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_count = 0;
};

} // namespace creel::test
