// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/http_connection.h"

#include <utility>

namespace creel {

namespace {
constexpr size_t mostAhead = 16;               ///< pipelined requests that may wait for their answers
constexpr qint64 mostAheadBytes = 1024 * 1024; ///< of those
constexpr qint64 endingMs = 3000;
constexpr qint64 mostDropped = 64LL * 1024 * 1024;
/// A fatal handshake_failure alert (RFC 8446 6), which every TLS version understands.
constexpr QByteArrayView tlsAlert("\x15\x03\x01\x00\x02\x02\x28", 7);
} // namespace

HttpConnection::HttpConnection(HttpConnectionHost &host, quint64 id, std::unique_ptr<Wire> wire, Peer peer)
    : m_host(host)
    , m_id(id)
    , m_wire(std::move(wire))
    , m_peer(std::move(peer))
    , m_parser(host.options().limits)
    , m_answers(&host, m_wire.get(), [this](auto result) { answered(result); })
    , m_sinceMs(host.nowMs())
{
    m_wire->setOwner(this);
}

void HttpConnection::refusePlain()
{
    m_peer.tls = false;
    m_refuseAll = {400, "plain HTTP on the TLS port: the sender must use https"};
}

void HttpConnection::turnAway(int status, const QByteArray &why)
{
    m_phase = Phase::Answering;
    m_stopped = true;
    enqueue(m_host.reception().broken({}, m_peer, status, why, m_host.nowUs()), {.keepAlive = false});
}

void HttpConnection::wireReadable()
{
    if (m_suspended && m_phase == Phase::Reading)
        m_wire->setReading(false);
    else
        readOnce();
}

void HttpConnection::readOnce()
{
    const auto room = m_host.readRoom();
    const auto count = m_wire->read(room);
    if (count == Wire::nothingNow)
        return;
    if (count == Wire::failed)
        return wireFailed();
    if (count == 0)
        return inputEnded();
    if (m_phase == Phase::Reading) {
        take({room.data(), count});
        return;
    }
    m_dropped += count;
    if (m_dropped > mostDropped)
        close(false);
}

bool HttpConnection::mayReadOn() const
{
    return !m_aside && m_answers.size() < mostAhead && m_answers.bytes() < mostAheadBytes && !m_host.isFull();
}

void HttpConnection::take(QByteArrayView bytes)
{
    m_taking = true;
    while (!bytes.isEmpty() && m_phase == Phase::Reading) {
        if (!mayReadOn()) {
            m_rest = bytes.toByteArray();
            m_suspended = true;
            m_wire->setReading(false);
            break;
        }
        const auto before = m_parser.state();
        const auto bodyBefore = m_parser.bodyBytes();
        bytes = bytes.sliced(m_parser.feed(bytes));
        noteProgress(before, bodyBefore);
        spoolBody();
        if (m_parser.state() == RequestParser::State::Complete)
            requestWhole();
        else if (m_parser.state() == RequestParser::State::Refused)
            refuse(m_parser.refusal().status, m_parser.refusal().reason);
    }
    countBody();
    if (m_phase == Phase::Reading && m_parser.state() == RequestParser::State::Body &&
        m_host.bodiesAreTooMany())
        refuse(503, "too many large bodies at once");
    m_taking = false;
    answerContinue();
    finishIfDone();
}

void HttpConnection::countBody()
{
    const auto bytes = m_phase == Phase::Reading && m_parser.state() == RequestParser::State::Body
                           ? m_parser.bodyBytes()
                           : 0;
    if (bytes != m_bodyCounted)
        m_host.countBody(bytes - std::exchange(m_bodyCounted, bytes));
}

/// Keeps the times that sweep() judges.
void HttpConnection::noteProgress(RequestParser::State before, qint64 bodyBefore)
{
    using State = RequestParser::State;
    const auto state = m_parser.state();
    if (before == State::Idle && state != State::Idle)
        m_sinceMs = m_host.nowMs();
    if (state != State::Body)
        return;
    const auto &options = m_host.options();
    if (before != State::Body)
        m_pace.start(m_host.nowMs(), options.bodyGraceMs);
    else
        m_pace.received(m_parser.bodyBytes() - bodyBefore, m_host.nowMs(), options.bodyBytesPerSecond);
}

/// Content that is more than memory should hold goes to the spool as it comes.
void HttpConnection::spoolBody()
{
    if (!m_spool && m_parser.request().body.size() <= BodySpool::memoryBytes)
        return;
    if (!m_spool)
        m_spool = std::make_unique<BodySpool>(m_host.reception().reader().spoolFolder());
    m_spool->append(m_parser.takeBody());
}

/// The parser's request with all of its content.
Request HttpConnection::takeRequest()
{
    auto request = m_parser.take();
    if (const auto spool = std::move(m_spool)) {
        spool->append(request.body);
        auto content = spool->finish();
        request.body = std::move(content.bytes);
        request.bodyHold = std::move(content.hold);
        if (!spool->isSound())
            m_refuseAll = {503, "its content went to the disk and cannot be read again"};
    }
    return request;
}

void HttpConnection::requestWhole()
{
    auto request = takeRequest();
    m_sinceMs = m_host.nowMs();
    m_continued = false;
    if (m_refuseAll.status != 0) {
        m_phase = Phase::Answering;
        return enqueue(m_host.reception().broken(std::move(request), m_peer, m_refuseAll.status,
                                                 m_refuseAll.reason, m_host.nowUs()),
                       {.keepAlive = false});
    }
    ReplyContext context{.toHead = request.method == "HEAD",
                         .keepAlive = request.keepAlive && !m_draining,
                         .minorVersion = request.minorVersion,
                         .cors = m_host.options().cors};
    if (RequestReader::takesLong(request))
        return readAside(std::move(request), context);
    auto arrival = m_host.reception().whole(std::move(request), m_peer, m_host.nowUs());
    context.keepAlive = context.keepAlive && !arrival.refused;
    if (!context.keepAlive)
        m_phase = Phase::Answering;
    enqueue(std::move(arrival), context);
}

/// Nothing more is read until it has come back, so that rules see the requests in order.
void HttpConnection::readAside(Request request, const ReplyContext &context)
{
    m_aside = true;
    if (!context.keepAlive)
        m_phase = Phase::Answering;
    const auto nowUs = m_host.nowUs();
    const auto sequence = m_answers.push({.context = context,
                                          .shape = {},
                                          .raw = {},
                                          .receivedAtUs = nowUs,
                                          .bytes = request.head.size() + request.body.size()});
    m_host.readAside(*this, sequence, std::move(request), m_peer, nowUs);
}

void HttpConnection::wasRead(quint64 sequence, Arrival arrival)
{
    m_aside = false;
    if (arrival.refused && m_phase == Phase::Reading)
        m_phase = Phase::Answering;
    m_answers.setShape(sequence, std::move(arrival.shape), arrival.refused);
    m_host.submit(*this, sequence, std::move(arrival.caught));
    resume();
}

void HttpConnection::refuse(int status, const QByteArray &why)
{
    m_phase = Phase::Answering;
    m_stopped = true;
    const auto refusal = m_refuseAll.status != 0 ? m_refuseAll : Refusal{status, why};
    if (m_parser.alien() == RequestParser::Alien::TlsHello) {
        auto arrival = m_host.reception().broken(takeRequest(), m_peer, 0, why, m_host.nowUs());
        return enqueue(std::move(arrival), {.keepAlive = false}, tlsAlert.toByteArray());
    }
    enqueue(m_host.reception().broken(takeRequest(), m_peer, refusal.status, refusal.reason, m_host.nowUs()),
            {.keepAlive = false});
}

/// A row for a request that will never be whole; nobody waits for an answer to it.
void HttpConnection::cutOff(const char *how)
{
    using State = RequestParser::State;
    if (m_phase != Phase::Reading || (m_parser.state() != State::Head && m_parser.state() != State::Body))
        return;
    const bool inBody = m_parser.state() == State::Body;
    auto request = takeRequest();
    QByteArray why = how;
    if (!inBody)
        why += " inside the head, after " + QByteArray::number(request.head.size()) + " bytes";
    else if (request.chunked)
        why += ", " + QByteArray::number(request.body.size()) + " bytes of a chunked body";
    else
        why += ", " + QByteArray::number(request.body.size()) + " of " +
               QByteArray::number(request.declaredBytes) + " bytes";
    auto arrival = m_host.reception().broken(std::move(request), m_peer, 0, why, m_host.nowUs());
    m_host.submit(*this, 0, std::move(arrival.caught));
}

void HttpConnection::enqueue(Arrival arrival, ReplyContext context, QByteArray raw)
{
    const auto &delivery = arrival.caught.delivery;
    const auto sequence = m_answers.push({.context = context,
                                          .shape = std::move(arrival.shape),
                                          .raw = std::move(raw),
                                          .refusal = arrival.refused,
                                          .receivedAtUs = delivery.receivedAtUs,
                                          .bytes = delivery.head.size() + delivery.body.size()});
    m_host.submit(*this, sequence, std::move(arrival.caught));
}

void HttpConnection::committed(quint64 sequence, KeptDelivery delivery, bool kept)
{
    if (m_phase != Phase::Closed)
        answered(m_answers.committed(sequence, delivery, kept));
}

/// What follows from answers having been written.
void HttpConnection::answered(AnswerQueue::Result result)
{
    switch (result) {
    case AnswerQueue::Result::Fine:
        break;
    case AnswerQueue::Result::Last:
        m_phase = Phase::Answering;
        break;
    case AnswerQueue::Result::Reset:
        return close(true);
    case AnswerQueue::Result::Failed:
        return close(false);
    }
    if (m_taking)
        return;
    resume();
    answerContinue();
    finishIfDone();
}

/// RFC 9110 10.1.1: at once, but behind the answers to earlier requests and only while no body byte has come.
void HttpConnection::answerContinue()
{
    if (m_phase != Phase::Reading || m_continued || !m_answers.isEmpty() || !m_parser.awaitsContinue())
        return;
    m_continued = true;
    m_wire->write("HTTP/1.1 100 Continue\r\n\r\n");
}

void HttpConnection::resume()
{
    if (!m_suspended || m_phase != Phase::Reading || !mayReadOn())
        return;
    m_suspended = false;
    m_pace.start(m_host.nowMs(), m_host.options().bodyGraceMs); // it was we who did not read
    m_wire->setReading(true);
    take(std::exchange(m_rest, {}));
}

void HttpConnection::inputEnded()
{
    cutOff("aborted");
    m_inputEnded = true;
    if (m_phase == Phase::Ending)
        return close(false);
    m_wire->setReading(false);
    m_phase = Phase::Answering;
    if (m_answers.isHanging())
        return close(false);
    finishIfDone();
}

void HttpConnection::wireWritten()
{
    finishIfDone();
}

void HttpConnection::wireFailed()
{
    const auto why = m_wire->failure();
    if (!why.isEmpty() && m_answers.isUnused() && m_parser.state() == RequestParser::State::Idle) {
        auto arrival =
            m_host.reception().broken({}, m_peer, 0, "TLS handshake failed: " + why, m_host.nowUs());
        m_host.submit(*this, 0, std::move(arrival.caught));
    }
    cutOff("aborted by a reset");
    close(false);
}

void HttpConnection::finishIfDone()
{
    if (m_draining && m_phase == Phase::Reading && m_parser.state() == RequestParser::State::Idle &&
        !m_suspended)
        m_phase = Phase::Answering;
    if (m_phase != Phase::Answering || m_taking || !m_answers.isEmpty() || m_wire->unsent() > 0)
        return;
    if (m_inputEnded)
        return close(false);
    m_phase = Phase::Ending;
    m_sinceMs = m_host.nowMs();
    m_wire->setReading(true);
    m_wire->endWriting(m_stopped);
}

void HttpConnection::close(bool reset)
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    countBody();
    m_answers.abandon();
    m_wire->close(reset);
    m_host.ended(*this);
}

bool HttpConnection::writeStalled(qint64 nowMs)
{
    const auto unsent = m_wire->unsent();
    if (unsent == 0 || unsent != m_unsentBefore)
        m_stalledSinceMs = nowMs;
    m_unsentBefore = unsent;
    return nowMs - m_stalledSinceMs > m_host.options().writeStallMs;
}

void HttpConnection::sweep(qint64 nowMs)
{
    const auto &options = m_host.options();
    if (!m_answers.isEmpty())
        m_sinceMs = nowMs; // it is we who keep it waiting
    if (m_phase == Phase::Ending ? nowMs - m_sinceMs > endingMs : writeStalled(nowMs))
        return close(m_phase != Phase::Ending);
    if (m_phase != Phase::Reading || m_suspended)
        return;
    switch (m_parser.state()) {
    case RequestParser::State::Idle:
        if (m_answers.isEmpty() && nowMs - m_sinceMs > options.idleMs)
            close(false);
        break;
    case RequestParser::State::Head:
        if (nowMs - m_sinceMs > options.headMs)
            refuse(408, "the head was not complete after " + QByteArray::number(options.headMs) + " ms");
        break;
    case RequestParser::State::Body:
        if (m_pace.isTooSlow(nowMs))
            refuse(408, "the body came slower than " + QByteArray::number(options.bodyBytesPerSecond) +
                            " bytes/s");
        break;
    case RequestParser::State::Complete:
    case RequestParser::State::Refused:
        break;
    }
}

void HttpConnection::drain()
{
    m_draining = true;
    finishIfDone();
}

void HttpConnection::drainInput()
{
    m_draining = true;
    for (int turns = 0; turns < 64 && m_phase == Phase::Reading && !m_suspended; ++turns) {
        const auto room = m_host.readRoom();
        const auto count = m_wire->read(room);
        if (count <= 0)
            break;
        take({room.data(), count});
    }
    if (m_suspended)
        return;
    cutOff("cut off by the listener's end");
    if (m_phase == Phase::Reading)
        m_phase = Phase::Answering;
    finishIfDone();
}

void HttpConnection::endNow()
{
    answered(m_answers.hurry());
    close(false);
}

} // namespace creel
