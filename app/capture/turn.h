// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>

namespace creel {

/// Whose turn it is to use the committer: a mutex (as std::lock_guard and std::unique_lock take it) that is
/// left, by who only tries for it, to who waits for it already. The listener takes it again and again, and
/// would else come before the committer's own thread each time.
class Turn
{
public:
    void lock()
    {
        ++m_waiting;
        m_held.lock();
        --m_waiting;
    }
    bool isWaitedFor() const { return m_waiting > 0; }
    bool try_lock() { return !isWaitedFor() && m_held.try_lock(); }
    void unlock() { m_held.unlock(); }

private:
    std::mutex m_held;
    std::atomic<int> m_waiting = 0;
};

} // namespace creel
