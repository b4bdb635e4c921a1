// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/body_spool.h"
#include "app/capture/body_tally.h"
#include "app/capture/request_reader.h"
#include "app/http/request_parser.h"

#include <memory>

namespace creel {

/// The request that is coming in on a connection: parsed as it comes, its content spooled where that is more
/// than memory should hold, and counted while it is not whole. No socket and no clock.
class IncomingRequest
{
public:
    using State = RequestParser::State;

    /// @p reader knows where large content goes, @p bodies counts it; both outlive this.
    IncomingRequest(const Limits &limits, const RequestReader &reader, BodyTally &bodies);

    /// As RequestParser::feed().
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);

    State state() const { return m_parser.state(); }
    const Refusal &refusal() const { return m_parser.refusal(); }
    bool isTlsHello() const { return m_parser.alien() == RequestParser::Alien::TlsHello; }
    bool awaitsContinue() const { return m_parser.awaitsContinue(); }
    /// Content bytes received so far.
    qint64 bodyBytes() const { return m_parser.bodyBytes(); }
    /// What it has come to, in words that go on from "aborted"; in State::Head and State::Body.
    QByteArray soFar() const;

    /// Hands it out, whole or not, with all of its content; then the next one may come, as after
    /// RequestParser::take().
    [[nodiscard]] Request take();
    /// The same of one that is refused, with no more than keptOfRefused bytes of it.
    [[nodiscard]] Request takeRefused();
    /// False when the content of what was taken last went to the disk and cannot be read again.
    bool isSound() const { return m_sound; }

private:
    void spoolBody();

    const RequestReader &m_reader;
    RequestParser m_parser;
    std::unique_ptr<BodySpool> m_spool; ///< of a large body, what the parser no longer has
    BodyTally::Share m_counted;
    bool m_sound = true;
};

} // namespace creel
