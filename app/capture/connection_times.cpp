// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/connection_times.h"

namespace creel {

namespace {
constexpr qint64 endingMs = 3000;
} // namespace

void ConnectionTimes::received(RequestParser::State before, RequestParser::State after, qint64 bodyBytes,
                               qint64 nowMs)
{
    using State = RequestParser::State;
    if (before == State::Idle && after != State::Idle)
        m_sinceMs = nowMs;
    if (after != State::Body)
        return;
    if (before != State::Body)
        m_pace.start(nowMs, m_options.bodyGraceMs);
    else
        m_pace.received(bodyBytes, nowMs, m_options.bodyBytesPerSecond);
}

ConnectionTimes::Doing ConnectionTimes::reading(RequestParser::State state)
{
    switch (state) {
    case RequestParser::State::Idle:
        return Doing::Idling;
    case RequestParser::State::Head:
        return Doing::Head;
    case RequestParser::State::Body:
        return Doing::Body;
    case RequestParser::State::Complete:
    case RequestParser::State::Refused:
        break;
    }
    return Doing::Answering;
}

bool ConnectionTimes::writeStalled(const Output &output, qint64 nowMs)
{
    if (output.unsent == 0 || output.sent != m_sentBefore)
        m_stalledSinceMs = nowMs;
    m_sentBefore = output.sent;
    return nowMs - m_stalledSinceMs > m_options.writeStallMs;
}

ConnectionTimes::Overdue ConnectionTimes::overdue(Doing doing, const Output &output, qint64 nowMs)
{
    const auto elapsedMs = nowMs - m_sinceMs;
    if (doing == Doing::Ending)
        return elapsedMs > endingMs ? Overdue::Ending : Overdue::Nothing;
    if (writeStalled(output, nowMs))
        return Overdue::Writing;
    if (doing == Doing::Idling && elapsedMs > m_options.idleMs)
        return Overdue::Idling;
    if (doing == Doing::Head && elapsedMs > m_options.headMs)
        return Overdue::Head;
    if (doing == Doing::Body && m_pace.isTooSlow(nowMs))
        return Overdue::Body;
    return Overdue::Nothing;
}

Refusal ConnectionTimes::refusalOf(Overdue overdue) const
{
    if (overdue == Overdue::Head)
        return {408, "the head was not complete after " + QByteArray::number(m_options.headMs) + " ms"};
    return {408,
            "the body came slower than " + QByteArray::number(m_options.bodyBytesPerSecond) + " bytes/s"};
}

} // namespace creel
