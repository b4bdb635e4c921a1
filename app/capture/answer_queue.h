// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/reply_bytes.h"
#include "app/capture/reply_player.h"
#include "app/capture/wire.h"
#include "app/event/ids.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace creel {

class HttpConnectionHost;

/// An answer that waits for its delivery to be kept, and for its turn.
struct DueAnswer {
    ReplyContext context;
    std::unique_ptr<const ReplyShape> shape; ///< null: the default answer
    QByteArray raw;                          ///< not HTTP: written as it is
    bool refusal = false;                    ///< stands whether or not its row could be kept
    qint64 receivedAtUs = 0;
    qint64 bytes = 0; ///< of the request
};

/// The answers of one connection in the order of its requests: written when their deliveries are kept, played
/// when a rule shapes them in time, 503 when a delivery could not be kept. Listener thread.
class AnswerQueue
{
public:
    /// What a write did to the connection.
    enum class Result {
        Fine,
        Last,   ///< the connection ends behind what was written; nothing more is to be answered
        Reset,  ///< it is to be reset
        Failed, ///< the wire has failed
    };

    /// @p played is called from the event loop when a played answer has ended, and others behind it were
    /// written.
    AnswerQueue(HttpConnectionHost *host, Wire *wire, std::function<void(Result)> played);

    /// Returns the answer's sequence number, counted from 1.
    quint64 push(DueAnswer answer);
    /// How the answer of @p sequence is shaped, when that was not known yet; @p refusal: and the connection
    /// ends with it.
    void setShape(quint64 sequence, std::unique_ptr<const ReplyShape> shape, bool refusal);
    /// The delivery of @p sequence is in the file, or (not @p kept) could not be; writes what is due.
    Result committed(quint64 sequence, KeptDelivery delivery, bool kept);

    bool isEmpty() const { return m_due.empty(); }
    bool isUnused() const { return m_nextSequence == 1; }
    /// So much waits here that no further request should be read.
    bool isLong() const { return m_due.size() >= mostAhead || m_bytes >= mostAheadBytes; }
    /// An answer that is never to come is played.
    bool isHanging() const { return m_player && m_player->isHanging(); }

    /// Plays what is due without its delays.
    Result hurry();
    /// The connection is gone: notes what became of the answers that were due.
    void abandon();

private:
    static constexpr size_t mostAhead = 16;               ///< pipelined requests
    static constexpr qint64 mostAheadBytes = 1024 * 1024; ///< of those

    struct Due {
        DueAnswer answer;
        quint64 sequence = 0;
        KeptDelivery delivery;
        enum class State { Committing, Kept, Lost } state = State::Committing;
    };

    Due *find(quint64 sequence);
    Result writeDue();
    bool writeFront();
    Result ended(const ReplyPlayer::Ending &ending);
    void note(const ReplyPlayer::Ending &ending);
    void leaveUnanswered(const QByteArray &why);
    void pop();

    HttpConnectionHost *m_host;
    Wire *m_wire;
    std::function<void(Result)> m_played;
    quint64 m_nextSequence = 1;
    std::vector<Due> m_due;
    qint64 m_bytes = 0;                        ///< of the requests whose answers wait here
    QByteArray m_over;                         ///< why nothing more is answered, in words; empty: it is
    std::unique_ptr<ReplyPlayer> m_player;     ///< of the first one
    std::unique_ptr<ReplyPlayer> m_lastPlayer; ///< may be inside its own timer's call
};

} // namespace creel
