// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/http_connection.h"

#include "app/capture/handshake_problem.h"

#include <utility>

namespace creel {

namespace {
constexpr qint64 mostDropped = 64LL * 1024 * 1024;
/// A sender that leaves more than this of its answers is read no further until it has taken them.
constexpr qint64 mostUnsent = 64LL * 1024;
} // namespace

HttpConnection::HttpConnection(HttpConnectionHost &host, quint64 id, std::unique_ptr<Wire> wire, Peer peer)
    : m_host(host)
    , m_id(id)
    , m_wire(std::move(wire))
    , m_incoming(host.options().limits, host.reception().reader(), host.bodies())
    , m_answers(&host, m_wire.get(), [this](auto result) { answered(result); })
    , m_exchanges(host, *this, m_answers, std::move(peer), [this] { takeNoMore(); })
    , m_times(host.options(), host.nowMs())
{
    m_wire->setOwner(this);
}

void HttpConnection::turnAway(int status, const QByteArray &why)
{
    m_turnedAway = m_stopped = true;
    m_exchanges.turnedAway(status, why);
}

void HttpConnection::takeNoMore()
{
    if (m_phase == Phase::Reading)
        m_phase = Phase::Answering;
}

bool HttpConnection::isIdle() const
{
    return m_phase == Phase::Reading && m_answers.isEmpty() && m_wire->unsent() == 0 &&
           m_wire->tellsReadable();
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
    return !m_exchanges.isReadingAside() && !m_answers.isLong() && !m_host.isFull() &&
           m_wire->unsent() <= mostUnsent;
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
        const auto before = m_incoming.state();
        const auto bodyBefore = m_incoming.bodyBytes();
        bytes = bytes.sliced(m_incoming.feed(bytes));
        m_times.received(before, m_incoming.state(), m_incoming.bodyBytes() - bodyBefore, m_host.nowMs());
        if (m_incoming.state() == State::Complete)
            requestWhole(!bytes.isEmpty());
        else if (m_incoming.state() == State::Refused ||
                 (m_incoming.state() == State::Body && m_exchanges.refusesAll()))
            refuse(m_incoming.refusal());
    }
    if (m_phase == Phase::Reading && m_incoming.state() == State::Body &&
        m_host.bodies().isTooMuch(m_host.options().limits.bodyBytes))
        refuse({503, "too many large bodies at once"});
    m_taking = false;
    answerContinue();
    finishIfDone();
}

/// With @p moreCame the next request is here already: it is taken even when there are to be no more.
void HttpConnection::requestWhole(bool moreCame)
{
    auto request = m_incoming.take();
    m_times.begin(m_host.nowMs());
    m_continued = false;
    if (m_incoming.isSound())
        m_exchanges.whole(std::move(request), moreCame || !m_draining);
    else
        m_exchanges.lost(std::move(request));
}

void HttpConnection::wasRead(quint64 sequence, Arrival arrival)
{
    m_exchanges.wasRead(sequence, std::move(arrival));
    resume();
}

void HttpConnection::refuse(const Refusal &refusal)
{
    m_stopped = true;
    const auto where = m_incoming.state() == State::Body ? m_incoming.soFar() : QByteArray();
    if (m_incoming.isTlsHello())
        m_exchanges.tlsHello(m_incoming.takeRefused(), refusal.reason);
    else
        m_exchanges.refused(m_incoming.takeRefused(), {refusal.status, refusal.reason + where});
}

/// Ends a request that will never be whole.
void HttpConnection::cutOff(const QByteArray &how)
{
    if (m_phase != Phase::Reading || (m_incoming.state() != State::Head && m_incoming.state() != State::Body))
        return;
    const auto why = how + m_incoming.soFar();
    m_exchanges.cutOff(m_incoming.take(), why);
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
    if (m_inputEnded && m_answers.isHanging())
        return close(false);
    if (m_taking)
        return;
    resume();
    answerContinue();
    finishIfDone();
}

/// RFC 9110 10.1.1: at once, but behind the answers to earlier requests and only while no body byte has come.
void HttpConnection::answerContinue()
{
    if (m_phase != Phase::Reading || m_continued || !m_answers.isEmpty() || !m_incoming.awaitsContinue())
        return;
    m_continued = true;
    m_times.resumed(m_host.nowMs());
    m_wire->write("HTTP/1.1 100 Continue\r\n\r\n");
}

void HttpConnection::resume()
{
    if (m_taking || !m_suspended || m_phase != Phase::Reading || !mayReadOn())
        return;
    m_suspended = false;
    m_times.resumed(m_host.nowMs());
    m_wire->setReading(true);
    take(std::exchange(m_rest, {}));
}

void HttpConnection::inputEnded()
{
    cutOff("aborted");
    m_inputEnded = true;
    if (m_phase == Phase::Ending || !m_wire->isWritable())
        return close(false);
    m_wire->setReading(false);
    m_phase = Phase::Answering;
    answered(AnswerQueue::Result::Fine);
}

void HttpConnection::wireWritten()
{
    resume();
    finishIfDone();
}

void HttpConnection::wireFailed()
{
    const auto why = m_wire->failure();
    if (!why.isEmpty() && m_answers.isUnused() && m_incoming.state() == State::Idle)
        m_exchanges.cutOff({}, "TLS handshake failed: " + handshakeProblem(why));
    cutOff("aborted by a reset");
    close(false);
}

void HttpConnection::finishIfDone()
{
    if (m_draining && m_phase == Phase::Reading && m_incoming.state() == State::Idle && !m_suspended)
        m_phase = Phase::Answering;
    if (m_phase != Phase::Answering || m_taking || !m_answers.isEmpty() || m_wire->unsent() > 0)
        return;
    if (m_inputEnded)
        return close(false);
    m_phase = Phase::Ending;
    m_times.begin(m_host.nowMs());
    m_wire->setReading(true);
    m_wire->endWriting(m_stopped);
}

void HttpConnection::close(bool reset)
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_answers.abandon();
    m_wire->close(reset);
    m_host.ended(*this);
}

ConnectionTimes::Doing HttpConnection::doing() const
{
    if (m_phase == Phase::Ending)
        return ConnectionTimes::Doing::Ending;
    if (m_phase != Phase::Reading || m_suspended)
        return ConnectionTimes::Doing::Answering;
    return ConnectionTimes::reading(m_incoming.state());
}

/// What waits behind a hang that is as long as it may be is never read: only the sender's end still matters.
void HttpConnection::awaitEndOfHang()
{
    if (!m_suspended || m_phase != Phase::Reading || !m_answers.isHanging() || !m_answers.isLong())
        return;
    takeNoMore();
    m_wire->setReading(true);
}

void HttpConnection::sweep(qint64 nowMs)
{
    using Overdue = ConnectionTimes::Overdue;
    if (!m_answers.isEmpty()) {
        if (m_wire->isReset()) // which is not read where nothing is read now
            return wireFailed();
        awaitEndOfHang();
        m_times.begin(nowMs); // it is we who keep it waiting
        if (m_incoming.awaitsContinue() && !m_continued)
            m_times.resumed(nowMs);
    }
    const auto overdue = m_times.overdue(doing(), {m_wire->unsent(), m_wire->sent()}, nowMs);
    switch (overdue) {
    case Overdue::Nothing:
        break;
    case Overdue::Head:
    case Overdue::Body:
        return refuse(m_times.refusalOf(overdue));
    case Overdue::Idling:
        if (m_wire->isOpening())
            m_exchanges.cutOff({}, "TLS handshake not completed: the sender said no more");
        return close(false);
    case Overdue::Ending:
        return close(false);
    case Overdue::Writing:
        return close(true);
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
    answered(m_answers.hurry()); // and what waits behind a delayed answer is taken
    if (m_suspended)
        return;
    cutOff("cut off by the listener's end");
    takeNoMore();
    finishIfDone();
}

void HttpConnection::endNow()
{
    takeNoMore();
    answered(m_answers.hurry());
    close(false);
}

} // namespace creel
