// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "app/store/session_file.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <optional>
#include <vector>

namespace creel {

/// Goes through the events of a session that a filter lets through, oldest first, with their deliveries. What
/// it holds is bounded however large the session is, and no read of the file stays open between two events,
/// so a slow taker holds up nobody. Lives on the reader's thread.
class EventWalk
{
public:
    struct Item {
        EventRecord record;
        Delivery delivery;
    };

    /// Begins behind @p after.
    explicit EventWalk(SessionReader &reader, Filter filter = {}, EventId after = {});

    /// The next event; nullopt when it has caught up with the session or could not read on (error() says
    /// which). May be called again when there may be more.
    std::optional<Item> next();
    const StoreError &error() const { return m_error; }

private:
    bool readAhead();
    void load();
    void countCopies();
    bool mayMatch(const EventRecord &record) const;
    bool matches(const EventRecord &record, const Delivery &delivery) const;
    int copies(const EventRecord &record) const;

    SessionReader &m_reader;
    const Filter m_filter;
    EventId m_seen{};              ///< the filter was asked about all up to here
    std::deque<EventId> m_waiting; ///< may match; not loaded yet
    std::deque<Item> m_loaded;
    StoreError m_error;
    std::optional<QHash<QByteArray, int>> m_copies; ///< by provider, type and key; only when the filter asks
};

} // namespace creel
