// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/body_pace.h"
#include "app/capture/listen_options.h"
#include "app/http/request_parser.h"

namespace creel {

/// Judges what a connection takes too long for: idling, a head, a body, taking its answers, ending. Pure;
/// times in milliseconds of a monotonic clock.
class ConnectionTimes
{
public:
    /// What the connection is doing; of these Answering alone may take any time.
    enum class Doing { Idling, Head, Body, Answering, Ending };
    enum class Overdue {
        Nothing,
        Idling,
        Head,
        Body,
        Writing, ///< the sender takes nothing of what is sent to it
        Ending,
    };

    /// What goes out to the sender, in bytes.
    struct Output {
        qint64 unsent = 0; ///< written, but not taken by the kernel
        qint64 sent = 0;   ///< taken, all in all
    };

    /// @p options outlive this, and may change.
    ConnectionTimes(const ListenOptions &options, qint64 nowMs)
        : m_options(options)
        , m_sinceMs(nowMs)
        , m_stalledSinceMs(nowMs)
    {
    }

    /// Idling or ending begins now, or time begins anew because the sender had to wait for us.
    void begin(qint64 nowMs) { m_sinceMs = nowMs; }
    /// Bytes were read that took the request from @p before to @p after, @p bodyBytes of them content.
    void received(RequestParser::State before, RequestParser::State after, qint64 bodyBytes, qint64 nowMs);
    /// It was we who did not read.
    void resumed(qint64 nowMs) { m_pace.start(nowMs, m_options.bodyGraceMs); }

    /// What a connection does that reads a request in @p state.
    static Doing reading(RequestParser::State state);
    /// To be asked regularly.
    Overdue overdue(Doing doing, const Output &output, qint64 nowMs);
    /// What the sender is told of an overdue head or body.
    Refusal refusalOf(Overdue overdue) const;

private:
    bool writeStalled(const Output &output, qint64 nowMs);

    const ListenOptions &m_options;
    qint64 m_sinceMs; ///< begin of idling, head, ending
    BodyPace m_pace;
    qint64 m_sentBefore = 0;
    qint64 m_stalledSinceMs;
};

} // namespace creel
