// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/answer_queue.h"
#include "app/capture/connection_times.h"
#include "app/capture/exchanges.h"
#include "app/capture/http_connection_host.h"
#include "app/capture/incoming_request.h"
#include "app/capture/wire.h"

#include <memory>

namespace creel {

/// One connection of a sender: bytes to requests, requests to the listener, their answers back in order.
/// Bounded in what it reads ahead, and in time by sweep(). Listener thread.
class HttpConnection final : private WireOwner
{
public:
    HttpConnection(HttpConnectionHost &host, quint64 id, std::unique_ptr<Wire> wire, Peer peer);

    quint64 id() const { return m_id; }
    /// All that came is answered and has gone out, and hasMore() can tell when more has come.
    bool isIdle() const;
    bool hasMore() const { return m_wire->isReadable(); }
    /// Reads what has come, ahead of the event loop.
    void readNow() { wireReadable(); }
    /// As Exchanges::refusePlain().
    void refusePlain() { m_exchanges.refusePlain(); }
    /// Refuses at once, before anything is read.
    void turnAway(int status, const QByteArray &why);
    bool isTurnedAway() const { return m_turnedAway; }

    /// What HttpConnectionHost::readAside() came to.
    void wasRead(quint64 sequence, Arrival arrival);
    /// The delivery of @p sequence is in the file (or, not @p kept, could not be): its answer is due.
    void committed(quint64 sequence, KeptDelivery delivery, bool kept);
    /// The host is no longer full.
    void resume();
    /// Ends what has taken too long.
    void sweep(qint64 nowMs);
    /// No further requests: closes now, or after the answers that are due.
    void drain();
    /// Reads what has already arrived, then ends a request that is not whole; delayed answers are due now.
    void drainInput();
    /// Whatever else comes is left.
    void takeNoMore();
    /// Answers are on their way.
    bool isSending() const { return m_wire->unsent() > 0; }
    /// Answers what is due at once and closes.
    void endNow();

private:
    using State = IncomingRequest::State;
    enum class Phase {
        Reading,   ///< takes requests
        Answering, ///< takes no more; writes what is due, then ends
        Ending, ///< our side has ended; drops what still comes, so that the sender can read the last answer
        Closed,
    };

    void wireReadable() override;
    void wireWritten() override;
    void wireFailed() override;

    void readOnce();
    void take(QByteArrayView bytes);
    bool mayReadOn() const;
    void requestWhole(bool moreCame);
    void refuse(const Refusal &refusal);
    void cutOff(const QByteArray &how);
    void answerContinue();
    void answered(AnswerQueue::Result result);
    void inputEnded();
    void awaitEndOfHang();
    void finishIfDone();
    void close(bool reset);
    ConnectionTimes::Doing doing() const;

    HttpConnectionHost &m_host;
    const quint64 m_id;
    std::unique_ptr<Wire> m_wire;
    IncomingRequest m_incoming;
    Phase m_phase = Phase::Reading;
    bool m_draining = false;
    bool m_suspended = false; ///< not reading until answers have gone out or the host has room
    bool m_taking = false;    ///< inside take()
    bool m_inputEnded = false;
    bool m_turnedAway = false;
    bool m_stopped = false;   ///< refused in the middle of what the sender sends
    bool m_continued = false; ///< 100 was sent for the request being read
    AnswerQueue m_answers;
    Exchanges m_exchanges;
    ConnectionTimes m_times;
    QByteArray m_rest;    ///< read while suspended
    qint64 m_dropped = 0; ///< bytes read while ending
};

} // namespace creel
