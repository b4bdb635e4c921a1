// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/request_reader.h"

#include "app/capture/body_spool.h"
#include "app/capture/marks.h"
#include "app/http/content_coding.h"
#include "app/http/upgrade.h"

#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longBytes = 256 * 1024;
constexpr qsizetype longEncodedBytes = 4 * 1024; // what they decode to is bounded to a thousand times as much

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
} // namespace

bool RequestReader::takesLong(const Request &request)
{
    const auto bytes = request.body.size();
    return bytes > longBytes ||
           (bytes > longEncodedBytes && !joinedValues(request.headers, "Content-Encoding").isEmpty());
}

Catch RequestReader::recorded(Delivery delivery, const QByteArray &body) const
{
    auto events = m_catalogs->recognise(delivery, body);
    Catch caught{std::move(delivery), {}};
    caught.records.reserve(events.size());
    for (auto &event : events)
        caught.records.push_back(makeRecord(caught.delivery, std::move(event), int(caught.records.size())));
    return caught;
}

Reading RequestReader::whole(Request request, const Peer &peer, qint64 nowUs) const
{
    auto notes = notesOf(request, m_ownHost);
    const auto encoding = std::move(notes.contentEncoding);
    Reading reading;
    reading.webSocket = notes.upgrade && isWebSocketUpgrade(request);
    reading.preflight = notes.preflight && request.method == "OPTIONS";
    auto delivery = deliveryOf(std::move(request), peer, nowUs);
    delivery.marks |= notes.marks;
    if (reading.webSocket) {
        delivery.malformed = "WebSocket upgrade: only plain requests are taken here"_ba;
    } else if (encoding.isEmpty()) {
        reading.content = {delivery.body, delivery.bodyHold};
    } else {
        BodySpool spool(m_spoolFolder);
        auto decoded = decodeContent(delivery.body, encoding, {}, &spool);
        if (!spool.isSound())
            decoded = decodeContent(delivery.body, encoding); // what went to the disk is gone there
        if (!decoded.error.isEmpty())
            delivery.marks |= Mark::Undecoded;
        reading.content = {std::move(decoded.body), std::move(decoded.bodyHold)};
        delivery.bodyHold.rest(); // so that not both are in memory
    }
    reading.caught = recorded(std::move(delivery), reading.content.bytes);
    reading.caught.delivery.bodyHold.rest();
    reading.content.hold.rest();
    return reading;
}

void RequestReader::matchRules(Reading &reading) const
{
    auto &caught = reading.caught;
    reading.matches = matchesOf(m_matcher, caught.delivery, reading.content.bytes, caught.records);
    caught.delivery.bodyHold.rest();
    reading.content.hold.rest();
}

Catch RequestReader::broken(Request request, const Peer &peer, const QByteArray &why, qint64 nowUs) const
{
    const auto marks = notesOf(request, m_ownHost).marks;
    auto delivery = deliveryOf(std::move(request), peer, nowUs);
    delivery.marks |= marks;
    delivery.complete = false;
    delivery.malformed = why;
    return recorded(std::move(delivery), {});
}

} // namespace creel
