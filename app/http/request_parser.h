// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/http/limits.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// One HTTP/1.x request as it was read, its bytes untouched.
struct Request {
    QByteArray head; ///< raw bytes through the blank line (of a refused request: what was read of it, at most 64 KiB)
    QByteArray method;
    QByteArray target;
    int minorVersion = 1;
    Headers headers;
    QByteArray trailers; ///< raw trailer field lines, without the blank line
    QByteArray body;     ///< content, transfer coding removed
    qint64 declaredBytes = -1;
    bool chunked = false;
    bool keepAlive = true;       ///< what version and Connection say together (RFC 9112 9.3)
    bool expectContinue = false; ///< Expect: 100-continue on 1.1
};

/// Why a request was refused: the status to answer and the reason in words, with the RFC's section.
struct Refusal {
    int status = 0; ///< 400, 413, 414, 417, 431, 501 or 505
    QByteArray reason;
};

/// Incremental HTTP/1.1 request parser. Pure: bytes in, state out; no socket, clock or log.
/// Strict where RFC 9112 says MUST, and refuses what it leaves open but is used for smuggling.
class RequestParser
{
public:
    enum class State {
        Idle,     ///< not a byte of a request yet (leading CRLF do not count)
        Head,     ///< inside the head
        Body,     ///< the head is whole and accepted: request() has all but body and trailers
        Complete, ///< request() is whole; feed() takes nothing more until reset()
        Refused,  ///< refusal() says why; the connection is to be closed
    };
    /// What else than HTTP/1 the first bytes are.
    enum class Alien { None, TlsHello, Http2Preface };

    explicit RequestParser(Limits limits = {}) : m_limits(limits) {}

    /// Consumes a prefix of @p bytes, never past the end of one request; returns its length.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Request &request() const { return m_request; }
    [[nodiscard]] const Refusal &refusal() const { return m_refusal; }
    [[nodiscard]] Alien alien() const { return m_alien; }
    /// True from the end of a head with Expect: 100-continue until the first body byte.
    [[nodiscard]] bool awaitsContinue() const;
    /// Content bytes received so far.
    [[nodiscard]] qint64 bodyBytes() const { return m_request.body.size(); }

    /// Hands the request out (complete, refused or cut off) and is ready for the next one.
    [[nodiscard]] Request take();

private:
    Limits m_limits;
    State m_state = State::Idle;
    Alien m_alien = Alien::None;
    Request m_request;
    Refusal m_refusal;
};

} // namespace creel
