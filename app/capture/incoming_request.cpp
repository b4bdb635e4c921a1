// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/incoming_request.h"

#include <algorithm>
#include <utility>

namespace creel {

IncomingRequest::IncomingRequest(const Limits &limits, const RequestReader &reader, BodyTally &bodies)
    : m_reader(reader)
    , m_parser(limits)
    , m_counted(bodies)
{
}

qsizetype IncomingRequest::feed(QByteArrayView bytes)
{
    const auto used = m_parser.feed(bytes);
    m_counted.set(state() == State::Body ? bodyBytes() : 0);
    spoolBody();
    return used;
}

void IncomingRequest::spoolBody()
{
    if (state() == State::Refused) {
        m_spool.reset(); // its head has what is kept of it
        return;
    }
    if (!m_spool && m_parser.request().body.size() <= BodySpool::memoryBytes)
        return;
    if (!m_spool)
        m_spool = std::make_unique<BodySpool>(m_reader.spoolFolder());
    m_spool->append(m_parser.takeBody());
}

QByteArray IncomingRequest::soFar() const
{
    const auto &request = m_parser.request();
    if (state() == State::Head)
        return " inside the head, after " + QByteArray::number(request.head.size()) + " bytes";
    const auto received = ", " + QByteArray::number(bodyBytes());
    if (request.chunked)
        return received + " bytes of a chunked body";
    return received + " of " + QByteArray::number(request.declaredBytes) + " bytes";
}

Request IncomingRequest::take()
{
    auto request = m_parser.take();
    m_counted.set(0);
    m_sound = true;
    if (const auto spool = std::move(m_spool)) {
        spool->append(request.body);
        auto content = spool->finish();
        request.body = std::move(content.bytes);
        request.bodyHold = std::move(content.hold);
        m_sound = spool->isSound();
    }
    return request;
}

Request IncomingRequest::takeRefused()
{
    const bool byParser = state() == State::Refused; // then the head has what is kept of its content
    auto request = take();
    request.head.truncate(keptOfRefused);
    const auto room = byParser ? 0 : keptOfRefused - request.head.size();
    request.body =
        request.body.first(std::min(request.body.size(), room)); // a copy: the content may be in a file
    request.bodyHold = {};
    return request;
}

} // namespace creel
