// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "app/store/session_file.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <vector>

namespace creel {

/// Goes through the events of a session that a filter lets through, oldest first, with their deliveries. What
/// it holds is bounded however large the session is, and no read of the file is open while an event is being
/// taken, so a slow taker holds up nobody. Lives on the reader's thread.
class EventWalk
{
public:
    using Take = std::function<bool(const EventRecord &, const Delivery &)>; ///< false: enough

    explicit EventWalk(SessionReader &reader, Filter filter = {}, EventId after = {});

    /// Goes on behind the last event it saw until it has caught up with the session. May be called again when
    /// there is more.
    StoreError run(const Take &take);
    /// True when take asked to end.
    bool ended() const { return m_ended; }

private:
    struct Item {
        EventRecord record;
        Delivery delivery;
    };

    StoreError countCopies();
    StoreError readAhead();
    StoreError load(std::vector<Item> &items);
    int copies(const EventRecord &record) const;

    SessionReader &m_reader;
    const Filter m_filter;
    EventId m_seen{};                ///< the filter was asked for all up to here
    std::vector<EventId> m_waiting;  ///< may match; their deliveries are not loaded yet
    QHash<QByteArray, int> m_copies; ///< by provider, type and key; only when the filter asks
    bool m_ended = false;
};

} // namespace creel
