// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/forward_cursor.h"

namespace creel {

/// When replies went out, as the session file knows it: for whole ranges of deliveries, and for single
/// replies that went their own way. Fast for rising ids. Holds a read transaction until close().
class ReplyTimes
{
public:
    explicit ReplyTimes(const Connection &connection);

    /// From receipt to reply, microseconds; -1 unknown or never answered.
    qint64 durationUs(DeliveryId delivery, qint64 receivedAtUs, int status);
    void close();

private:
    ForwardCursor m_replied;
    ForwardCursor m_outcomes;
};

} // namespace creel
