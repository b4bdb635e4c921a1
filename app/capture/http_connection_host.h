// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/body_tally.h"
#include "app/capture/listen_options.h"
#include "app/capture/reception.h"
#include "app/capture/reply_bytes.h"

#include <span>

namespace creel {

class HttpConnection;

/// What a connection needs of the listener.
class HttpConnectionHost
{
public:
    virtual ~HttpConnectionHost() = default;
    virtual const ListenOptions &options() const = 0;
    virtual Reception &reception() = 0;
    virtual ReplyBytes &replyBytes() = 0;
    virtual std::span<char> readRoom() = 0; ///< shared by all connections, used within one call
    virtual qint64 nowMs() const = 0;       ///< monotonic
    virtual qint64 nowUs() const = 0;       ///< UTC
    /// Too much waits to be committed: nothing more is to be read until resume() is called.
    virtual bool isFull() const = 0;
    /// What content all connections together are receiving.
    virtual BodyTally &bodies() = 0;
    /// Keeps @p caught; committed() follows for @p sequence, perhaps within the call. @p sequence 0: nobody
    /// waits. @p counted: what it counted as, taken back when it cannot be kept.
    virtual void submit(HttpConnection &connection, quint64 sequence, Catch caught,
                        std::shared_ptr<const CountedTurns> counted = {}) = 0;
    /// Reads @p request on another thread; HttpConnection::wasRead() follows for @p sequence unless the
    /// connection is closed by then: what came whole is kept even so.
    virtual void readAside(HttpConnection &connection, quint64 sequence, Request request, const Peer &peer,
                           qint64 nowUs) = 0;
    virtual void noteOutcome(ReplyOutcome outcome) = 0;
    /// The connection is closed; it is destroyed later, from the event loop.
    virtual void ended(HttpConnection &connection) = 0;
};

} // namespace creel
