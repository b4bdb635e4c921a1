// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/answer_queue.h"

#include "app/capture/http_connection_host.h"

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// No sender gives up earlier.
constexpr qint64 lateUs = 100'000;

const ReplyShape &unavailable()
{
    static const ReplyShape shape{
        .status = 503, .headers = {{"Retry-After", "1"}}, .body = "it could not be stored; try again\n"};
    return shape;
}
} // namespace

AnswerQueue::AnswerQueue(HttpConnectionHost *host, Wire *wire, std::function<void(Result)> played)
    : m_host(host)
    , m_wire(wire)
    , m_played(std::move(played))
{
}

quint64 AnswerQueue::push(DueAnswer answer)
{
    m_bytes += answer.bytes;
    m_due.push_back({std::move(answer), m_nextSequence, {}, Due::State::Committing});
    return m_nextSequence++;
}

void AnswerQueue::pop()
{
    m_bytes -= m_due.front().answer.bytes;
    m_due.erase(m_due.begin());
}

/// Null when it is no longer due.
AnswerQueue::Due *AnswerQueue::find(quint64 sequence)
{
    const bool gone = m_due.empty() || sequence < m_due.front().sequence;
    return gone ? nullptr : &m_due[size_t(sequence - m_due.front().sequence)];
}

void AnswerQueue::setShape(quint64 sequence, std::unique_ptr<const ReplyShape> shape, bool refusal)
{
    auto *due = find(sequence);
    if (!due)
        return;
    due->answer.shape = std::move(shape);
    due->answer.refusal = refusal;
    if (refusal)
        due->answer.context.keepAlive = false;
}

AnswerQueue::Result AnswerQueue::committed(quint64 sequence, KeptDelivery delivery, bool kept)
{
    auto *due = find(sequence);
    if (!due) {
        if (!m_over.isEmpty())
            m_host->noteOutcome({delivery, -1, m_over});
        return Result::Fine;
    }
    due->delivery = delivery;
    due->state = kept ? Due::State::Kept : Due::State::Lost;
    return writeDue();
}

AnswerQueue::Result AnswerQueue::writeDue()
{
    while (!m_player && !m_due.empty() && m_due.front().state != Due::State::Committing) {
        if (!writeFront())
            return Result::Failed;
        if (!m_player && !m_due.empty()) // empty: the write has ended the connection
            pop();
    }
    return Result::Fine;
}

/// Writes the first answer, or begins to play it; false when the wire has failed.
bool AnswerQueue::writeFront()
{
    const auto &[answer, sequence, delivery, state] = m_due.front();
    const auto nowUs = m_host->nowUs();
    const bool isLate = nowUs - answer.receivedAtUs > lateUs;
    const auto write = [&](QByteArrayView bytes) {
        if (isLate)
            m_wire->lookForEnd();
        return m_wire->write(bytes);
    };
    if (!answer.raw.isEmpty())
        return write(answer.raw);
    const bool lost = state == Due::State::Lost && !answer.refusal;
    if (!answer.shape && !lost)
        return write(m_host->replyBytes().standard(answer.context, nowUs));

    const auto &shape = lost ? unavailable() : *answer.shape;
    auto parts = m_host->replyBytes().make(shape, answer.context, nowUs);
    if (!ReplyPlayer::needed(shape))
        return write(parts.head + parts.body);
    m_player = std::make_unique<ReplyPlayer>(m_wire, shape, std::move(parts),
                                             [this](const auto &ending) { m_played(ended(ending)); });
    return true;
}

AnswerQueue::Result AnswerQueue::ended(const ReplyPlayer::Ending &ending)
{
    if (m_due.empty())
        return Result::Failed; // given up meanwhile
    note(ending);
    m_lastPlayer = std::move(m_player);
    pop();
    if (!ending.closes)
        return writeDue();
    leaveUnanswered("the connection ended before it"_ba);
    return ending.resets ? Result::Reset : Result::Last;
}

AnswerQueue::Result AnswerQueue::hurry()
{
    auto result = Result::Fine;
    while (m_player && result == Result::Fine)
        result = ended(m_player->hurry());
    return result;
}

void AnswerQueue::abandon()
{
    if (m_player) {
        note(m_player->senderLeft());
        pop();
    }
    leaveUnanswered("the sender left before it"_ba);
}

/// Nothing that is still due will be answered; of what is not kept yet committed() tells.
void AnswerQueue::leaveUnanswered(const QByteArray &why)
{
    m_over = why;
    for (const auto &due : std::exchange(m_due, {})) {
        if (due.state == Due::State::Kept)
            m_host->noteOutcome({due.delivery, -1, why});
    }
}

void AnswerQueue::note(const ReplyPlayer::Ending &ending)
{
    const auto &[answer, sequence, delivery, state] = m_due.front();
    const auto nowUs = std::max(m_host->nowUs(), answer.receivedAtUs); // the clock may have been set back
    const auto tookUs = ending.left ? -1 : nowUs - answer.receivedAtUs;
    m_host->noteOutcome({delivery, tookUs, ending.words});
}

} // namespace creel
