// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/shown_event.h"

#include "app/catalog/payload_kind.h"
#include "app/session/content.h"
#include "app/session/session.h"

#include <algorithm>

namespace creel {

namespace {

/// Clamped: the range comes from the file, the body may have been decoded otherwise than when it was written.
QByteArray part(const QByteArray &body, qint64 from, qint64 bytes)
{
    if (from <= 0 && bytes >= body.size())
        return body;
    return body.mid(std::clamp<qint64>(from, 0, body.size()), std::max<qint64>(bytes, 0));
}

/// All that is made of the body.
void take(ShownEvent &shown, Decoded content)
{
    shown.body = std::move(content.body);
    shown.coding = std::move(content.coding);
    shown.codingError = std::move(content.error);
    const Event &event = shown.record.event;
    shown.payload = part(shown.body, event.payloadFrom, event.payloadBytes);
    if (!shown.record.malformed.isEmpty()) { // nothing was recognised in it; what came is shown all the same
        shown.payload = shown.body;
        shown.kind = readPayload(shown.delivery, shown.body).kind;
    }
    if (shown.isJson())
        shown.outline = Outline::read(shown.payload);
    shown.isBeingRead = false;
}

/// Whether to outline it takes long; bytes that are only shown are no work.
bool isLongRead(const ShownEvent &shown, const Decoded &content)
{
    const bool isWhole = !shown.record.malformed.isEmpty();
    const auto bytes = std::min<qint64>(content.body.size(), shown.record.event.payloadBytes);
    return isWhole ? content.body.size() > readAtOnceBytes : shown.isJson() && bytes > readAtOnceBytes;
}

} // namespace

std::optional<ShownEvent> loadEvent(Session &session, EventId id)
{
    auto record = session.record(id);
    auto delivery = record ? session.delivery(record->delivery) : std::nullopt;
    if (!delivery)
        return std::nullopt;
    ShownEvent shown;
    shown.record = std::move(*record);
    shown.delivery = std::move(*delivery);
    const Event &event = shown.record.event;
    shown.kind = event.kind;
    shown.catalogs = &session.catalogs();
    shown.type = session.catalogs().type(event.provider, event.type);
    auto content = contentAtOnce(shown.delivery, readAtOnceBytes);
    if (content && !isLongRead(shown, *content)) {
        take(shown, std::move(*content));
    } else {
        shown.coding = codingsOf(shown.delivery);
        shown.isBeingRead = true;
    }
    return shown;
}

void readBody(ShownEvent &event)
{
    take(event, Session::content(event.delivery));
}

Outline loadOutline(Session &session, EventId id)
{
    auto shown = loadEvent(session, id);
    return shown ? std::move(shown->outline) : Outline();
}

std::vector<CopyRow> copiesOf(const Session &session, EventId id, size_t most)
{
    const EventList &events = session.events();
    const qint64 at = events.rowOf(id);
    if (at < 0)
        return {};
    const EventSummary &own = events.at(size_t(at));
    const auto count = std::min(size_t(events.copies(own)), most);
    const qint64 first = own.copyOf == EventId{} ? at : events.rowOf(own.copyOf);
    std::vector<CopyRow> rows;
    for (size_t i = size_t(std::max<qint64>(first, 0)); i < events.size() && rows.size() < count; ++i) {
        const EventSummary &it = events.at(i);
        if (it.id != own.id && (own.copyKey == Symbol{} || it.copyKey != own.copyKey))
            continue;
        const qint64 gap =
            rows.empty() ? -1 : std::max<qint64>(it.receivedAtUs - rows.back().receivedAtUs, 0);
        rows.push_back({it.id, it.copy, it.receivedAtUs, gap, it.status, events.text(it.rule), it.verdict});
    }
    return rows;
}

} // namespace creel
