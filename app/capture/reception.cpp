// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reception.h"

#include "app/capture/handshakes.h"
#include "app/capture/reply_player.h"
#include "app/capture/reply_template.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {
void setReply(Catch &caught, int status, const QByteArray &rule)
{
    caught.delivery.reply = {status, rule, -1};
    for (auto &record : caught.records)
        record.reply = caught.delivery.reply;
}

void setMark(Catch &caught, Mark mark)
{
    caught.delivery.marks |= mark;
    for (auto &record : caught.records)
        record.marks |= mark;
}

/// The status that a row shows for @p shape: none when the sender gets no answer.
int statusOf(const ReplyShape &shape)
{
    switch (shape.end) {
    case ReplyShape::End::Hang:
    case ReplyShape::End::Close:
    case ReplyShape::End::Reset:
        return 0;
    case ReplyShape::End::Normal:
    case ReplyShape::End::WrongLength:
        break;
    }
    return shape.status;
}

/// The grant that a CORS preflight asks for (Fetch 4.8), to everyone and for everything, without credentials.
ReplyShape preflightGrant()
{
    return {
        .status = 204,
        .headers = {{"Access-Control-Allow-Methods", "*"},
                    {"Access-Control-Allow-Headers", "*, Authorization"}, // which * leaves out (Fetch 4.8)
                    {"Access-Control-Max-Age", "600"}},
        .body = {}};
}
} // namespace

ReplyShape refusal(int status, const QByteArray &why)
{
    ReplyShape shape{.status = status, .headers = {}, .body = why + '\n'};
    if (status == 503)
        shape.headers.push_back({"Retry-After", "1"});
    return shape;
}

void Reception::setHandshakes(const HandshakeOptions &handshakes)
{
    m_handshakes = handshakes;
    m_anyHandshake =
        handshakes.meta || handshakes.slack || handshakes.zoom || handshakes.graph || handshakes.challenge;
}

void Reception::setRules(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS)
{
    m_chooser.setRules(rules, nowUs, zoneOffsetS);
    m_reader.setMatcher(m_chooser.matcher());
}

Arrival Reception::whole(Request request, const Peer &peer, qint64 nowUs)
{
    auto reading = m_reader.whole(std::move(request), peer, nowUs);
    return whole(reading);
}

Arrival Reception::whole(Reading &reading)
{
    auto caught = std::move(reading.caught);
    const auto &body = reading.content.bytes;
    if (reading.webSocket) {
        auto shape = std::make_unique<ReplyShape>(refusal(400, caught.delivery.malformed));
        setReply(caught, shape->status, {});
        return {std::move(caught), std::move(shape), nullptr, true};
    }
    std::optional<HandshakeReply> handshake;
    if (m_anyHandshake && (handshake = handshakeReply(caught.delivery, body, m_handshakes))) {
        setMark(caught, Mark::Handshake);
        setReply(caught, handshake->shape.status, handshake->rule);
        return {std::move(caught), std::make_unique<ReplyShape>(std::move(handshake->shape)), nullptr, false};
    }
    if (m_cors && reading.preflight) {
        auto shape = std::make_unique<ReplyShape>(preflightGrant());
        setReply(caught, shape->status, "CORS preflight"_ba);
        return {std::move(caught), std::move(shape), nullptr, false};
    }
    return answeredByRule(std::move(caught), body, reading.matches);
}

Arrival Reception::answeredByRule(Catch caught, const QByteArray &body, const RuleMatches &matches)
{
    const auto nowUs = caught.delivery.receivedAtUs;
    auto choice = m_chooser.isEmpty()
                      ? ReplyChooser::Choice{}
                      : m_chooser.choose(caught.delivery, body, caught.records, nowUs, matches);
    if (!choice.rule) {
        setReply(caught, 200, {});
        return {std::move(caught), nullptr, std::move(choice.counted), false};
    }
    const auto &rule = choice.rule->reply;
    setReply(caught, statusOf(rule), choice.rule->name);
    caught.answeredLater = ReplyPlayer::needed(rule);
    auto shape = std::make_unique<ReplyShape>(
        hasPlaceholders(rule) ? filledIn(rule, {caught.delivery, caught.records[choice.record].event, body})
                              : rule);
    return {std::move(caught), std::move(shape), std::move(choice.counted), false};
}

Arrival Reception::broken(Request request, const Peer &peer, int status, const QByteArray &why,
                          qint64 nowUs) const
{
    auto caught = m_reader.broken(std::move(request), peer, why, nowUs);
    setReply(caught, status, {});
    return {std::move(caught), status == 0 ? nullptr : std::make_unique<ReplyShape>(refusal(status, why)),
            nullptr, true};
}

Arrival Reception::turnedAway(const Peer &peer, int status, const QByteArray &why, qint64 nowUs) const
{
    auto arrival = broken({}, peer, status, why, nowUs);
    setMark(arrival.caught, Mark::TurnedAway);
    return arrival;
}

} // namespace creel
