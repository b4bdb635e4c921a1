// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/duplicates.h"
#include "app/store/connection.h"

#include <functional>
#include <optional>

namespace creel {

/// Gives catches their ids and verdicts and puts them into the file. What it remembers for that follows the
/// transaction: begin() before, commit() or rollback() after it. One thread, the connection's.
class Intake
{
public:
    explicit Intake(Connection &connection);

    /// Learns ids and keys from the file; @p progress may end that early.
    StoreError load(const OpenProgress &progress);
    /// To be called when all up to @p through is hidden now: that counts no longer. The keys that did are
    /// kept, so that showing it again reads but what came since. On an error it is in doubt.
    StoreError hide(qint64 through);
    /// Whether what is hidden, or which keys there are, is in doubt: learnAgain() before more is taken in.
    bool isInDoubt() const { return m_inDoubt; }
    void doubt() { m_inDoubt = true; }
    StoreError learnAgain();
    /// What is hidden was removed, and will not be shown again.
    void forgetHidden() { m_aside.reset(); }

    /// Goes on where @p other, of a session that this one's is a copy of, has stopped.
    void takeOver(Intake &other);

    /// Learns whether the answer to a delivery that is in the file left, or never will. Between transactions.
    void setReplied(DeliveryId delivery, bool replied);

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
    /// The keys as they were before more was hidden.
    struct Aside {
        qint64 hidden = 0; ///< what was hidden then
        qint64 last = 0;   ///< event that they know
        DuplicateIndex keys;
    };

    StoreError index(const OpenProgress &progress = {});
    qint64 firstEventOf(qint64 delivery);
    StoreError learn(qint64 after, const std::function<bool(qint64 read)> &goOn);

    Connection &m_connection;
    Statement m_insertDelivery;
    Statement m_insertEvent;
    Statement m_insertNote;
    Statement m_deliveryOf; ///< the one that the first event from an id on came in
    Statement m_eventsFrom;
    DuplicateIndex m_duplicates;
    std::optional<Aside> m_aside;
    qint64 m_hidden = 0; ///< all up to this event
    bool m_inDoubt = false;
    Place m_last;
    Place m_lastBefore; ///< when the transaction began
    qint64 m_events = 0;
};

} // namespace creel
