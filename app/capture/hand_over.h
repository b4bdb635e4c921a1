// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/waiting.h"

#include <QObject>

#include <functional>

namespace creel {

/// Gathers what becomes ready in one turn of the event loop and hands it to the committer in one load; while
/// that is synced the next one gathers. What waits alone is committed within the call. Lives on the listener
/// thread.
class HandOver
{
public:
    /// How the listener commits by itself.
    struct CommitHere {
        /// Commits a load within the call, which takes it; false: not now, and it is left.
        std::function<bool(Load &)> commit;
        /// Has that done the sooner, if it comes soon; until then, or until letGo(), the file is held.
        std::function<void()> getReady;
        std::function<void()> letGo;
    };

    /// @p waiting is read only; @p wakeCommitter is called when the backlog was empty before, @p commitHere
    /// for what waits alone.
    HandOver(Backlog *backlog, const Waiting &waiting, std::function<void()> wakeCommitter,
             CommitHere commitHere);

    /// Takes a delivery along, by the end of the turn at the latest; it counts as waiting already.
    void add(ReplyToken token, Catch caught);
    /// Takes these along with the next delivery, or with now().
    void add(ReplyOutcome outcome) { m_load.outcomes.push_back(std::move(outcome)); }
    void add(const RepliedRange &replied) { m_load.replied.push_back(replied); }
    /// Hands over what there is.
    void now();
    /// Hands over the deliveries of the turn; the event loop calls it, too.
    void endTurn();
    /// A delivery is about to come, and will wait alone.
    void getReady() { m_commitHere.getReady(); }
    void letGo() { m_commitHere.letGo(); }

private:
    bool waitsAlone(const Load &load) const;

    Backlog *m_backlog;
    const Waiting &m_waiting;
    std::function<void()> m_wakeCommitter;
    CommitHere m_commitHere;
    Load m_load;
    bool m_committingHere = false;
    QObject m_turn; ///< while it lives the event loop tells of the end of its turns
};

} // namespace creel
