// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_player.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {
/// A drip is cut into pieces no closer together than this.
constexpr int dripMs = 50;

bool answers(ReplyShape::End end)
{
    return end == ReplyShape::End::Normal || end == ReplyShape::End::WrongLength;
}

/// An answer without a body promises nothing, so that its length cannot be wrong.
ReplyShape::End endOf(const ReplyShape &shape, const ReplyBytes::Parts &parts)
{
    const bool promisesNothing = shape.end == ReplyShape::End::WrongLength && !parts.tooShort;
    return promisesNothing ? ReplyShape::End::Normal : shape.end;
}
} // namespace

bool ReplyPlayer::needed(const ReplyShape &shape)
{
    return shape.end != ReplyShape::End::Normal || shape.delayHeadMs > 0 || shape.delayBodyMs > 0 ||
           shape.dripBytesPerSecond > 0;
}

ReplyPlayer::ReplyPlayer(Wire *wire, const ReplyShape &shape, ReplyBytes::Parts parts,
                         std::function<void(Ending)> ended)
    : m_wire(wire)
    , m_end(endOf(shape, parts))
    , m_delayBodyMs(shape.delayBodyMs)
    , m_dripBytesPerSecond(shape.dripBytesPerSecond)
    , m_parts(std::move(parts))
    , m_ended(std::move(ended))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { advance(); });
    if (!answers(m_end))
        m_step = Step::End;
    m_timer.start(shape.delayHeadMs);
}

void ReplyPlayer::advance()
{
    if (step())
        std::exchange(m_ended, nullptr)(ending());
}

/// Does what is due and sets the timer for what comes next; true when nothing does.
bool ReplyPlayer::step()
{
    switch (m_step) {
    case Step::Head:
        if (m_delayBodyMs == 0 && m_dripBytesPerSecond == 0) {
            send(m_parts.head + m_parts.body);
            return true;
        }
        send(m_parts.head);
        if (m_left)
            return true;
        m_step = m_dripBytesPerSecond > 0 ? Step::Drip : Step::Body;
        m_timer.start(m_delayBodyMs);
        return false;
    case Step::Body:
        send(m_parts.body);
        return true;
    case Step::Drip: {
        // A sender that does not read gets nothing more until it has taken what it was given.
        const auto interval = std::max(dripMs, 1000 / m_dripBytesPerSecond);
        if (m_wire->unsent() == 0) {
            const auto left = m_parts.body.size() - m_dripped;
            const auto count = std::min<qsizetype>(
                left, std::max<qsizetype>(1, qsizetype(m_dripBytesPerSecond) * interval / 1000));
            send(QByteArrayView(m_parts.body).sliced(m_dripped, count));
            m_dripped += count;
        }
        if (m_left || m_dripped >= m_parts.body.size())
            return true;
        m_timer.start(interval);
        return false;
    }
    case Step::End:
        if (m_end != ReplyShape::End::Hang)
            return true;
        m_step = Step::Hang;
        return false;
    case Step::Hang:
        break;
    }
    return false;
}

void ReplyPlayer::send(QByteArrayView bytes)
{
    m_wire->lookForEnd();
    if (m_wire->write(bytes))
        m_begun = true;
    else
        m_left = true;
}

ReplyPlayer::Ending ReplyPlayer::ending() const
{
    if (m_left)
        return senderLeft();
    switch (m_end) {
    case ReplyShape::End::Normal:
        return {};
    case ReplyShape::End::WrongLength:
        return {"promised more bytes than it sent", true, false, false};
    case ReplyShape::End::Close:
        return {"closed without an answer", true, false, false};
    case ReplyShape::End::Reset:
        return {"reset without an answer", true, true, false};
    case ReplyShape::End::Hang:
        break;
    }
    return {"kept waiting until the listener stopped", true, false, false};
}

ReplyPlayer::Ending ReplyPlayer::hurry()
{
    m_timer.stop();
    m_ended = nullptr;
    if (answers(m_end)) {
        if (m_step == Step::Head)
            send(m_parts.head);
        send(QByteArrayView(m_parts.body).sliced(m_dripped));
    }
    return ending();
}

ReplyPlayer::Ending ReplyPlayer::senderLeft() const
{
    if (m_end == ReplyShape::End::Hang)
        return {"kept waiting until the sender gave up", true, false, false};
    if (m_begun)
        return {"the sender left in the middle of it", true, false, false};
    return {"the sender left before it", true, false, true};
}

} // namespace creel
