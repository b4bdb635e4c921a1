// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QTimer>

namespace creel {

/// Removes what a session is not to keep: what is hidden, and what retention asks for. One block at a time
/// from the event loop, so that deliveries are committed in between. Committer thread.
class Housekeeper
{
public:
    Housekeeper();
    /// @p writer is null when no file is open. Retention goes on with the next one.
    void setWriter(SessionWriter *writer);
    void setRetention(const Retention &retention);
    /// Removes all that is hidden by now.
    void purge();

private:
    void begin();
    void step();

    SessionWriter *m_writer = nullptr;
    Retention m_retention;
    bool m_purging = false;
    QTimer m_timer; ///< looks again, while there is a bound
    QTimer m_next;  ///< fires at once, behind what waits in the event loop
};

} // namespace creel
