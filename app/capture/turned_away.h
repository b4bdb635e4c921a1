// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <span>
#include <utility>
#include <vector>

namespace creel {

/// Connections that are told one short answer at once and nothing else. What they send is read and dropped,
/// so that they find the answer and not a reset, until they end; but not for long, and of so many only.
/// Lives on the listener thread.
class TurnedAway
{
public:
    static constexpr size_t most = 128;
    static constexpr qint64 lingerMs = 2000;

    /// How many there were, and where the first of them came from.
    struct Count {
        qint64 connections = 0;
        QByteArray firstPeer;
    };

    ~TurnedAway();

    /// Takes @p socket, which does not block, over. @p nowMs: monotonic; @p room to read into, used within
    /// the call.
    void add(qintptr socket, QByteArrayView answer, qint64 nowMs, std::span<char> room);
    /// Makes way for others at once: lets go of all but the newest few.
    void keepFew();
    /// Lets go of those that have ended or have had their time; to be called now and then.
    void sweep(qint64 nowMs, std::span<char> room);
    bool isEmpty() const { return m_leaving.empty(); }
    /// Those that came since it was asked last.
    Count takeCount() { return std::exchange(m_count, {}); }

private:
    void letGoOfOldest(size_t count);
    struct Leaving {
        qintptr socket = -1;
        qint64 untilMs = 0;
    };
    std::vector<Leaving> m_leaving; ///< the first came first
    Count m_count;
};

} // namespace creel
