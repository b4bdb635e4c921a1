// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/http/chunked_body.h"
#include "app/http/limits.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// One HTTP/1.x answer as it was read.
struct Answer {
    QByteArray head; ///< raw bytes through the blank line, of the final answer (1xx are skipped)
    int status = 0;
    Headers headers;
    QByteArray body; ///< content, transfer coding removed
    bool keepAlive = true;
};

/// Incremental HTTP/1.1 answer parser for what Creel sends out. Pure, like RequestParser.
/// Lenient where that is safe, since the peer is one the user chose: lines may end in LF alone, folded field
/// lines are joined (RFC 9112 5.2), equal repeats of Content-Length are one. A framing that contradicts
/// itself fails.
class AnswerParser
{
public:
    enum class State { Head, Body, Complete, Failed };

    /// @p method is that of the request: an answer to HEAD has no body.
    explicit AnswerParser(QByteArrayView method, Limits limits = {});

    /// Consumes a prefix of @p bytes, never past the end of the answer; returns its length. Takes nothing
    /// once complete or failed.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);
    /// The peer closed: completes a body that ends with the connection, else fails.
    void finish();
    [[nodiscard]] State state() const { return m_state; }
    /// What has come so far, also of an answer that failed.
    [[nodiscard]] const Answer &answer() const { return m_answer; }
    [[nodiscard]] const QByteArray &error() const { return m_error; } ///< in words, when Failed

private:
    enum class Framing { None, Length, Chunked, UntilClose };

    qsizetype feedHead(QByteArrayView bytes);
    void endHead();
    void frame();
    qsizetype feedBody(QByteArrayView bytes);
    void fail(QByteArray error);

    Limits m_limits;
    bool m_isHead = false;
    bool m_isConnect = false;
    State m_state = State::Head;
    Framing m_framing = Framing::None;
    qint64 m_length = -1;
    int m_interim = 0; ///< 1xx answers skipped
    ChunkedBody m_chunks;
    QByteArray m_trailers;
    qsizetype m_lineStart = 0; ///< in the head: where the line being read begins
    Answer m_answer;
    QByteArray m_error;
};

} // namespace creel
