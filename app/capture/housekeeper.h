// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/turn.h"
#include "app/store/session_file.h"

#include <QTimer>

#include <functional>

namespace creel {

/// Removes what a session is not to keep: what is hidden, and what retention asks for. One block at a time
/// from the event loop, so that deliveries are committed in between. Committer thread.
class Housekeeper
{
public:
    /// What it does from the event loop it does holding @p turn, which its callers hold already. @p removed
    /// is told the last event that retention removed, once for each time it looks.
    explicit Housekeeper(Turn *turn, std::function<void(EventId through)> removed = {});
    /// @p writer is null when no file is open. Retention goes on with the next one.
    void setWriter(SessionWriter *writer);
    void setRetention(const Retention &retention);
    /// Removes all that is hidden by now, and nothing that is hidden later: that may still be undone.
    void purge();

private:
    void begin();
    void step();
    void tellRemoved();

    Turn *m_turn;
    std::function<void(EventId)> m_removed;
    EventId m_removedThrough{}; ///< not told yet; 0: nothing
    SessionWriter *m_writer = nullptr;
    Retention m_retention;
    EventId m_purgeThrough{}; ///< 0: nothing is being purged
    QTimer m_timer;           ///< looks again, while there is a bound
    QTimer m_next;            ///< fires at once, behind what waits in the event loop
};

} // namespace creel
