// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <iterator>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace creel {

struct CountedTurns;

/// Which answer waits for a delivery's commit: the sequence-th of a connection.
struct ReplyToken {
    quint64 connection = 0; ///< 0: nobody waits
    quint64 sequence = 0;
    qint64 bytes = 0;                              ///< that the delivery takes up until it is committed
    std::shared_ptr<const CountedTurns> counted{}; ///< taken back when it is not kept; null: nothing
};

/// A delivery that was kept. Each file counts its deliveries from 1: the id alone is another one's in the
/// next file.
struct KeptDelivery {
    quint64 file = 0; ///< as the committer counts the files that it opened, from 1
    DeliveryId id{};  ///< 0: it is in none
};

/// Replies of deliveries first..last of a file left at atUs (UTC).
struct RepliedRange {
    quint64 file = 0;
    DeliveryId first{};
    DeliveryId last{};
    qint64 atUs = 0;
};

/// What became of a reply that did not simply leave.
struct ReplyOutcome {
    KeptDelivery delivery;
    qint64 durationUs = -1; ///< below 0: it never left
    QByteArray words;
};

/// What the listener hands over in one turn of its event loop. tokens belong to catches one by one.
struct Load {
    std::vector<Catch> catches;
    std::vector<ReplyToken> tokens;
    std::vector<RepliedRange> replied;
    std::vector<ReplyOutcome> outcomes;

    bool isEmpty() const { return catches.empty() && replied.empty() && outcomes.empty(); }
};

/// What became of the catches of one load.
struct Committed {
    std::vector<ReplyToken> tokens;
    quint64 file = 0;
    std::vector<DeliveryId> deliveries; ///< one for each token when kept, of that file
    bool kept = false;                  ///< false: nothing of it is in the file
};

/// What waits between listener and committer: while one load is being synced the next one gathers here. The
/// listener bounds it by not reading on (see Waiting::isFull); nothing is ever dropped.
class Backlog
{
public:
    /// True when nothing waited: the committer is to be woken.
    bool put(Load load)
    {
        const std::lock_guard lock(m_mutex);
        const bool first = m_load.isEmpty();
        if (first) {
            m_load = std::move(load);
            return true;
        }
        append(m_load.catches, load.catches);
        append(m_load.tokens, load.tokens);
        append(m_load.replied, load.replied);
        append(m_load.outcomes, load.outcomes);
        return false;
    }

    bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return m_load.isEmpty();
    }

    Load take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_load, {});
    }

private:
    template <class T>
    static void append(std::vector<T> &to, std::vector<T> &from)
    {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    }

    mutable std::mutex m_mutex;
    Load m_load;
};

} // namespace creel
