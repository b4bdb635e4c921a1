// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/forward_cursor.h"
#include "app/store/reply_times.h"
#include "app/store/session_file.h"
#include "app/store/text_pool.h"

#include <QElapsedTimer>

#include <functional>
#include <span>
#include <vector>

namespace creel {

/// What is read of a scan at once: of so many events that were visited.
struct EventBlock {
    std::vector<EventRecord> records;
    std::vector<Delivery> deliveries; ///< as many as records, unless several events came in one
    size_t visited = 0;
    bool stopped = false;
};

/// The statements of a reader, and the parts that records and deliveries are put together from.
struct SessionReader::State {
    explicit State(std::unique_ptr<Connection> opened);

    /// Returns what @p part does, a result code, once nothing of the session was out of reach in it.
    int read(const std::function<int()> &part);

    // These return a result code: SQLITE_OK, or SQLITE_NOTFOUND, or why it cannot be read.
    int readDelivery(DeliveryId id, Delivery &delivery);
    int readRecords(EventId after, std::span<EventRecord> block, size_t *count);
    int readEvents(std::span<const EventId> ids, const Look &look, EventBlock &block);
    void readRecord(EventRecord &record);
    Looked lookAt(EventId id, const Look &look);
    int readLargeBody(DeliveryId id, QByteArray &body);
    int readHidden(EventId &through);
    /// Between two rows: ends a read transaction that has lasted long enough. The cursors have to seek then.
    void rest();
    /// Ends the read transaction.
    void close();
    StoreError error(int code) const { return connection->error(code); }

    std::unique_ptr<Connection> connection;
    ForwardCursor events;
    ForwardCursor deliveries;
    ForwardCursor glances; ///< only what Look sees
    ForwardCursor notes;
    ReplyTimes replyTimes;
    Statement cleared;
    TextPool pool;
    QElapsedTimer sinceRest;
};

} // namespace creel
