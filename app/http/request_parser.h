// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/chunked_body.h"
#include "app/http/limits.h"
#include "app/http/request.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Incremental HTTP/1.1 request parser. Pure: bytes in, state out; no socket, clock or log.
/// Strict where RFC 9112 says MUST, and refuses what it leaves open but is used for smuggling. The verdict
/// does not depend on how the bytes are cut into calls of feed().
class RequestParser
{
public:
    enum class State {
        Idle,     ///< not a byte of a request yet (leading CRLF do not count)
        Head,     ///< inside the head
        Body,     ///< the head is whole and accepted: request() has all but body and trailers
        Complete, ///< request() is whole; feed() takes nothing more until take()
        Refused,  ///< refusal() says why; feed() takes nothing more, the connection is to be closed
    };
    /// What else than HTTP/1 the first bytes are.
    enum class Alien { None, TlsHello, Http2Preface };

    explicit RequestParser(Limits limits = {}) : m_limits(limits), m_chunks(limits) {}

    /// Consumes a prefix of @p bytes, never past the end of one request; returns its length. The call that
    /// refuses consumes all of @p bytes, to be kept in Request::head.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Request &request() const { return m_request; }
    [[nodiscard]] const Refusal &refusal() const { return m_refusal; }
    [[nodiscard]] Alien alien() const { return m_alien; }
    /// True from the end of a head with Expect: 100-continue until the first body byte.
    [[nodiscard]] bool awaitsContinue() const;
    /// Content bytes received so far, those that were taken included.
    [[nodiscard]] qint64 bodyBytes() const { return m_takenBytes + m_request.body.size(); }

    /// Hands out the content received since the last call, for whoever does not want it all in memory: the
    /// request then has only what comes behind it.
    [[nodiscard]] QByteArray takeBody();

    /// Hands the request out (complete, refused or cut off). After a complete one it is ready for the next;
    /// after any other it is Refused for good, since what follows on the connection belongs to no request.
    [[nodiscard]] Request take();

private:
    void skipEmptyLines(QByteArrayView &bytes);
    void feedHead(QByteArrayView &bytes);
    qsizetype readLines(QByteArrayView text);
    bool readFirstLine(QByteArrayView line);
    bool readField(QByteArrayView line);
    void endHead();
    void feedBody(QByteArrayView &bytes);
    void refuse(Refusal refusal);
    void keep(QByteArrayView bytes);

    Limits m_limits;
    State m_state = State::Idle;
    Alien m_alien = Alien::None;
    Request m_request;
    Refusal m_refusal;
    ChunkedBody m_chunks;
    QByteArray m_rawBody;      ///< the first bytes of a chunked body with its framing, kept for a refusal
    qsizetype m_lineStart = 0; ///< in the head: where the line being read begins
    qsizetype m_searched = 0;  ///< in the head: no LF between m_lineStart and here
    int m_emptyLines = 0;      ///< before the request line
    bool m_sawCr = false;      ///< of an empty line before the request line
    bool m_bodyBegun = false;
    qint64 m_takenBytes = 0; ///< of the content, by takeBody()
};

} // namespace creel
