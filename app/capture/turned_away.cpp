// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/turned_away.h"

#include "app/capture/descriptor.h"

#include <algorithm>

namespace creel {

namespace {
/// Drops what has come; true when nothing more will.
bool hasEnded(qintptr socket, std::span<char> room)
{
    using descriptor::Outcome;
    constexpr int mostAtOnce = 16; // who goes on sending has no turn of the listener to itself
    auto outcome = Outcome::Done;
    for (int turns = 0; turns < mostAtOnce && outcome == Outcome::Done; ++turns)
        outcome = descriptor::read(socket, room).outcome;
    return outcome == Outcome::Ended || outcome == Outcome::Failed;
}
} // namespace

TurnedAway::~TurnedAway()
{
    for (const auto &[socket, untilMs] : m_leaving)
        descriptor::close(socket, false);
}

void TurnedAway::add(qintptr socket, QByteArrayView answer, qint64 nowMs, std::span<char> room)
{
    if (m_count.connections++ == 0)
        m_count.firstPeer = descriptor::peerOf(socket);
    if (m_leaving.size() == most)
        sweep(nowMs, room);
    if (m_leaving.size() == most)
        letGoOfOldest(1);
    (void)descriptor::write(socket, answer); // what is so short fits into a connection that is new
    descriptor::endWriting(socket);
    m_leaving.push_back({socket, nowMs + lingerMs});
}

void TurnedAway::letGoOfOldest(size_t count)
{
    const auto end = m_leaving.begin() + std::ptrdiff_t(count);
    std::for_each(m_leaving.begin(), end, [](const auto &it) { descriptor::close(it.socket, false); });
    m_leaving.erase(m_leaving.begin(), end);
}

void TurnedAway::keepFew()
{
    constexpr size_t few = 4;
    letGoOfOldest(m_leaving.size() - std::min(m_leaving.size(), few));
}

void TurnedAway::sweep(qint64 nowMs, std::span<char> room)
{
    std::erase_if(m_leaving, [&](const Leaving &leaving) {
        const bool over = hasEnded(leaving.socket, room) || nowMs >= leaving.untilMs;
        if (over)
            descriptor::close(leaving.socket, false);
        return over;
    });
}

} // namespace creel
