// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/store/connection.h"
#include "app/store/forward_cursor.h"

namespace creel {

/// When replies went out, as the session file knows it: for whole ranges of deliveries, and for single
/// replies that went their own way. Fast for rising ids. Holds a read transaction until close().
class ReplyTimes
{
public:
    explicit ReplyTimes(const Connection &connection);

    /// Adds to @p reply, as it was meant, what became of it: how long it took, or that it never left.
    /// A refusal (@p refused) stands whether or not it was read.
    void complete(DeliveryId delivery, qint64 receivedAtUs, bool refused, Reply &reply);
    void close();

private:
    ForwardCursor m_replied;
    ForwardCursor m_outcomes;
};

} // namespace creel
