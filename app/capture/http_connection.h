// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/answer_queue.h"
#include "app/capture/body_pace.h"
#include "app/capture/body_spool.h"
#include "app/capture/http_connection_host.h"
#include "app/capture/wire.h"
#include "app/http/request_parser.h"

#include <memory>

namespace creel {

/// One connection of a sender: bytes to requests, requests to the listener, their answers back in order.
/// Bounded in what it reads ahead, and in time by sweep(). Listener thread.
class HttpConnection final : private WireOwner
{
public:
    HttpConnection(HttpConnectionHost &host, quint64 id, std::unique_ptr<Wire> wire, Peer peer);

    quint64 id() const { return m_id; }
    /// The sender does not speak TLS although the port does: whatever it sends is refused.
    void refusePlain();
    /// Refuses at once, before anything is read.
    void turnAway(int status, const QByteArray &why);

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

    void wireReadable() override;
    void wireWritten() override;
    void wireFailed() override;

    void readOnce();
    void take(QByteArrayView bytes);
    void countBody();
    void noteProgress(RequestParser::State before, qint64 bodyBefore);
    bool mayReadOn() const;
    void spoolBody();
    Request takeRequest();
    void requestWhole();
    void readAside(Request request, const ReplyContext &context);
    void refuse(int status, const QByteArray &why);
    void cutOff(const char *how);
    void enqueue(Arrival arrival, ReplyContext context, QByteArray raw = {});
    void answerContinue();
    void answered(AnswerQueue::Result result);
    void inputEnded();
    void finishIfDone();
    void close(bool reset);
    bool writeStalled(qint64 nowMs);

    HttpConnectionHost &m_host;
    const quint64 m_id;
    std::unique_ptr<Wire> m_wire;
    Peer m_peer;
    RequestParser m_parser;
    std::unique_ptr<BodySpool> m_spool; ///< of a large body, what the parser no longer has
    Refusal m_refuseAll;
    Phase m_phase = Phase::Reading;
    bool m_draining = false;
    bool m_suspended = false; ///< not reading until answers have gone out or the host has room
    bool m_taking = false;    ///< inside take()
    bool m_aside = false;     ///< a request is being read on another thread
    bool m_inputEnded = false;
    bool m_stopped = false;   ///< refused in the middle of what the sender sends
    bool m_continued = false; ///< 100 was sent for the request being read
    AnswerQueue m_answers;
    QByteArray m_rest; ///< read while suspended
    qint64 m_sinceMs;  ///< begin of what sweep() times: idling, head, ending
    BodyPace m_pace;
    qint64 m_bodyCounted = 0; ///< of the host's count
    qint64 m_dropped = 0;     ///< bytes read while ending
    qint64 m_unsentBefore = 0;
    qint64 m_stalledSinceMs = 0;
};

} // namespace creel
