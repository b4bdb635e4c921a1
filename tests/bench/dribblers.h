// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace creel::bench {

/// Senders that hold connections open and hardly use them: in turn idle, a byte of the head at a time, of a
/// body, of chunks, and requests whose answers are never read. Whoever is turned out comes back at once.
class Dribblers
{
public:
    Dribblers(std::uint16_t port, int count);
    ~Dribblers();

    int turnedOut() const { return m_turnedOut; } ///< how often a connection was ended by the other side

private:
    void run(std::uint16_t port, int count);

    std::atomic<bool> m_stop = false;
    std::atomic<int> m_turnedOut = 0;
    std::thread m_thread;
};

/// A connection to 127.0.0.1:@p port; -1 when there is none to be had.
int connectTo(std::uint16_t port);

} // namespace creel::bench
