// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/duplicates.h"
#include "app/store/connection.h"

namespace creel {

/// Gives catches their ids and verdicts and puts them into the file. What it remembers for that follows the
/// transaction: begin() before, commit() or rollback() after it. One thread, the connection's.
class Intake
{
public:
    explicit Intake(Connection &connection);

    /// Learns ids and keys from the file; @p progress may end that early.
    StoreError load(const OpenProgress &progress);
    /// Learns the keys alone, reading every event that is not hidden.
    StoreError index(const OpenProgress &progress = {});

    void begin();
    /// Returns a result code.
    int insert(Catch &taken);
    void commit() { m_duplicates.commit(); }
    void rollback();

    /// How many events the file holds, hidden ones included.
    qint64 events() const { return m_events; }
    void removed(qint64 events) { m_events -= events; }

private:
    struct Place {
        qint64 delivery = 0; ///< the last id given
        qint64 event = 0;
    };

    Connection &m_connection;
    Statement m_insertDelivery;
    Statement m_insertEvent;
    DuplicateIndex m_duplicates;
    Place m_last;
    Place m_lastBefore; ///< when the transaction began
    qint64 m_events = 0;
};

} // namespace creel
