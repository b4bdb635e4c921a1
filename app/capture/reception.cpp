// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reception.h"

#include "app/capture/handshakes.h"
#include "app/capture/marks.h"
#include "app/capture/reply_template.h"
#include "app/http/content_coding.h"
#include "app/http/upgrade.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {
Delivery deliveryOf(Request &&request, const Peer &peer, qint64 nowUs)
{
    Delivery delivery;
    delivery.receivedAtUs = nowUs;
    delivery.peer = peer.address;
    delivery.method = std::move(request.method);
    delivery.target = std::move(request.target);
    delivery.head = std::move(request.head);
    delivery.trailers = std::move(request.trailers);
    delivery.body = std::move(request.body);
    delivery.bodyHold = std::move(request.bodyHold);
    delivery.declaredBytes = request.declaredBytes;
    delivery.marks.setFlag(Mark::Tls, peer.tls);
    return delivery;
}

void setReply(Catch &caught, int status, const QByteArray &rule)
{
    caught.delivery.reply = {status, rule, -1};
    for (auto &record : caught.records)
        record.reply = caught.delivery.reply;
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
    return {.status = 204,
            .headers = {{"Access-Control-Allow-Methods", "*"},
                        {"Access-Control-Allow-Headers", "*"},
                        {"Access-Control-Max-Age", "600"}},
            .body = {}};
}

ReplyShape refusal(int status, const QByteArray &why)
{
    ReplyShape shape{.status = status, .headers = {}, .body = why + '\n'};
    if (status == 503)
        shape.headers.push_back({"Retry-After", "1"});
    return shape;
}
} // namespace

void Reception::setOptions(const HandshakeOptions &handshakes, bool cors)
{
    m_handshakes = handshakes;
    m_anyHandshake =
        handshakes.meta || handshakes.slack || handshakes.zoom || handshakes.graph || handshakes.challenge;
    m_cors = cors;
}

Catch Reception::recorded(Delivery delivery, const QByteArray &body) const
{
    auto events = m_catalogs->recognise(delivery, body);
    Catch caught{std::move(delivery), {}};
    caught.records.reserve(events.size());
    for (auto &event : events)
        caught.records.push_back(makeRecord(caught.delivery, std::move(event), int(caught.records.size())));
    return caught;
}

Arrival Reception::whole(Request request, const Peer &peer, qint64 nowUs)
{
    const auto notes = notesOf(request.headers, m_ownHost);
    const auto encoding = notes.contentEncoding.toByteArray();
    const bool webSocket = notes.upgrade && isWebSocketUpgrade(request);
    auto delivery = deliveryOf(std::move(request), peer, nowUs);
    delivery.marks |= notes.marks;

    if (webSocket) {
        delivery.malformed = "WebSocket upgrade: only plain requests are taken here"_ba;
        auto shape = std::make_unique<ReplyShape>(refusal(400, delivery.malformed));
        auto caught = recorded(std::move(delivery), {});
        setReply(caught, shape->status, {});
        return {std::move(caught), std::move(shape), true};
    }

    const auto body = encoding.isEmpty() ? delivery.body : decodeContent(delivery.body, encoding).body;
    std::optional<HandshakeReply> handshake;
    if (m_anyHandshake && (handshake = handshakeReply(delivery, body, m_handshakes)))
        delivery.marks |= Mark::Handshake;

    auto caught = recorded(std::move(delivery), body);
    if (handshake) {
        setReply(caught, handshake->shape.status, handshake->rule);
        return {std::move(caught), std::make_unique<ReplyShape>(std::move(handshake->shape)), false};
    }
    if (m_cors && notes.preflight && caught.delivery.method == "OPTIONS") {
        auto shape = std::make_unique<ReplyShape>(preflightGrant());
        setReply(caught, shape->status, "CORS preflight"_ba);
        return {std::move(caught), std::move(shape), false};
    }
    auto shape = chosen(caught, body, nowUs);
    return {std::move(caught), std::move(shape), false};
}

std::unique_ptr<const ReplyShape> Reception::chosen(Catch &caught, const QByteArray &body, qint64 nowUs)
{
    const auto choice = m_chooser.isEmpty() ? ReplyChooser::Choice{}
                                            : m_chooser.choose(caught.delivery, body, caught.records, nowUs);
    if (!choice.rule) {
        setReply(caught, 200, {});
        return nullptr;
    }
    const auto &shape = choice.rule->reply;
    setReply(caught, statusOf(shape), choice.rule->name);
    if (!hasPlaceholders(shape))
        return std::make_unique<ReplyShape>(shape);
    return std::make_unique<ReplyShape>(
        filledIn(shape, {caught.delivery, caught.records[choice.record].event, body}));
}

Arrival Reception::broken(Request request, const Peer &peer, int status, const QByteArray &why,
                          qint64 nowUs) const
{
    auto delivery = deliveryOf(std::move(request), peer, nowUs);
    delivery.complete = false;
    delivery.malformed = why;
    auto caught = recorded(std::move(delivery), {});
    setReply(caught, status, {});
    return {std::move(caught), status == 0 ? nullptr : std::make_unique<ReplyShape>(refusal(status, why)),
            true};
}

} // namespace creel
