// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/body_pace.h"
#include "app/capture/listen_options.h"
#include "app/capture/reception.h"
#include "app/capture/reply_bytes.h"
#include "app/capture/reply_player.h"
#include "app/capture/wire.h"
#include "app/http/request_parser.h"

#include <memory>
#include <span>
#include <vector>

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
    /// Keeps @p caught; committed() follows for @p sequence, perhaps within the call. @p sequence 0: nobody
    /// waits.
    virtual void submit(HttpConnection &connection, quint64 sequence, Catch caught) = 0;
    virtual void noteOutcome(ReplyOutcome outcome) = 0;
    /// The connection is closed; it is destroyed later, from the event loop.
    virtual void ended(HttpConnection &connection) = 0;
};

/// One connection of a sender: bytes to requests, requests to the listener, their answers back in order.
/// Bounded in what it reads ahead, and in time by sweep(). Listener thread.
class HttpConnection final : private WireOwner
{
public:
    HttpConnection(HttpConnectionHost &host, quint64 id, std::unique_ptr<Wire> wire, Peer peer);

    quint64 id() const { return m_id; }
    /// Whatever is read is refused with this; for plain HTTP on the TLS port.
    void refuseAll(int status, const QByteArray &why) { m_refuseAll = {status, why}; }
    /// Refuses at once, before anything is read.
    void turnAway(int status, const QByteArray &why);

    /// The delivery of @p sequence is in the file (or, not @p kept, could not be): its answer is due.
    void committed(quint64 sequence, DeliveryId delivery, bool kept);
    /// The host is no longer full.
    void resume();
    /// Ends what has taken too long.
    void sweep(qint64 nowMs);
    /// No further requests: closes now, or after the answers that are due.
    void drain();
    /// Reads what has already arrived, then ends a request that is not whole.
    void drainInput();
    /// Answers what is due at once and closes.
    void endNow();

private:
    enum class Phase {
        Reading,   ///< takes requests
        Answering, ///< takes no more; writes what is due, then ends
        Ending, ///< our side has ended; drops what still comes, so that the sender can read the last answer
        Closed,
    };

    /// An answer that is due, in the order of the requests.
    struct Pending {
        quint64 sequence = 0;
        ReplyContext context;
        std::unique_ptr<const ReplyShape> shape; ///< null: the default answer
        QByteArray raw;                          ///< not HTTP: written as it is
        bool refusal = false;
        DeliveryId delivery{};
        qint64 receivedAtUs = 0;
        qint64 bytes = 0;
        enum class State { Committing, Kept, Lost } state = State::Committing;
    };

    void wireReadable() override;
    void wireWritten() override;
    void wireFailed() override;

    void readOnce();
    void take(QByteArrayView bytes);
    void noteProgress(RequestParser::State before, qint64 bodyBefore);
    bool mayReadOn() const;
    void requestWhole();
    void refuse(int status, const QByteArray &why);
    void cutOff(const char *how);
    void enqueue(Arrival arrival, ReplyContext context, QByteArray raw = {});
    void answerContinue();
    void answerPending();
    bool answerFront();
    void playerEnded(ReplyPlayer::Ending ending);
    void inputEnded();
    void finishIfDone();
    void close(bool reset);
    bool writeStalled(qint64 nowMs);

    HttpConnectionHost &m_host;
    const quint64 m_id;
    std::unique_ptr<Wire> m_wire;
    Peer m_peer;
    RequestParser m_parser;
    Refusal m_refuseAll;
    Phase m_phase = Phase::Reading;
    bool m_draining = false;
    bool m_suspended = false; ///< not reading until answers have gone out or the host has room
    bool m_taking = false;    ///< inside take()
    bool m_inputEnded = false;
    bool m_continued = false; ///< 100 was sent for the request being read
    quint64 m_nextSequence = 1;
    std::vector<Pending> m_pending;
    qint64 m_aheadBytes = 0;                   ///< of m_pending
    QByteArray m_rest;                         ///< read while suspended
    std::unique_ptr<ReplyPlayer> m_player;     ///< of the first pending answer
    std::unique_ptr<ReplyPlayer> m_lastPlayer; ///< may be inside its own timer's call
    qint64 m_sinceMs;                          ///< begin of what sweep() times: idling, head, ending
    BodyPace m_pace;
    qint64 m_dropped = 0; ///< bytes read while ending
    qint64 m_unsentBefore = 0;
    qint64 m_stalledSinceMs = 0;
};

} // namespace creel
