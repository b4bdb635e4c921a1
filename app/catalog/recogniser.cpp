// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/recogniser.h"

#include "app/catalog/content_hash.h"
#include "app/catalog/occurred.h"
#include "app/catalog/payload_kind.h"
#include "app/catalog/scalar.h"

#include <algorithm>

namespace creel {

namespace {

constexpr qsizetype maxTypeBytes = 160;
constexpr qsizetype maxKeyBytes = 400;
constexpr qint32 maxBatch = 10'000; ///< more payloads than that in one delivery stay one event
constexpr char unitSeparator = '\x1F';

/// Compiled, or the root for a pointer that parse() would not have let through.
JsonPointer compiled(const QByteArray &pointer)
{
    return JsonPointer::parse(pointer).value_or(JsonPointer{});
}

std::vector<JsonPointer> compiled(const std::vector<QByteArray> &pointers)
{
    std::vector<JsonPointer> all;
    all.reserve(pointers.size());
    for (const auto &pointer : pointers)
        all.push_back(compiled(pointer));
    return all;
}

/// The values that make the key, one after the other; empty when one of them is missing. A key beyond reason
/// is cut and its whole put in as a hash, so that different ones stay different.
QByteArray keyOf(const std::vector<JsonPointer> &pointers, const Outline &outline, qint32 root)
{
    QByteArray key;
    QByteArray keep;
    for (const auto &pointer : pointers) {
        const auto value = scalarText(outline, outline.find(pointer, root), keep);
        if (value.isEmpty())
            return {};
        if (!key.isEmpty())
            key += unitSeparator;
        key += value;
    }
    if (key.size() > maxKeyBytes) {
        const auto mark = contentMark(contentHash(key));
        key = oneLine(key, maxKeyBytes) + mark;
    }
    return key;
}

/// The type an unknown payload names itself, by the members that senders use for it.
QByteArray namedType(const Outline &outline, qint32 root)
{
    QByteArray keep;
    for (const QByteArrayView name : {"event_type", "eventType", "event", "type"}) {
        const auto node = outline.member(root, name);
        if (node >= 0 && outline.at(node).kind == OutlineNode::Kind::String)
            return oneLine(scalarText(outline, node, keep), maxTypeBytes);
    }
    return {};
}

} // namespace

Recogniser::Recogniser(std::span<const Catalog> catalogs)
{
    for (const auto &catalog : catalogs) {
        auto &provider = m_providers.emplace_back();
        provider.id = catalog.id;
        provider.type = compiled(catalog.typePointer);
        provider.has = compiled(catalog.has);
        if (!catalog.eventsPointer.isEmpty())
            provider.events = compiled(catalog.eventsPointer);
        for (const auto &known : catalog.types) {
            auto &type = provider.types.emplace_back();
            type.name = known.name;
            type.key = compiled(known.keyPointers);
            type.keyWithContent = known.keyWithContent;
            QString ignored;
            type.subject = SubjectTemplate::parse(known.subject, &ignored).value_or(SubjectTemplate{});
            if (!known.timePointer.isEmpty())
                type.time = compiled(known.timePointer);
        }
        std::ranges::sort(provider.types, {}, &Type::name);
    }
    std::ranges::reverse(m_providers);
}

std::vector<Event> Recogniser::recognise(const Delivery &delivery, const QByteArray &body) const
{
    const auto reading = readPayload(delivery, body);
    std::vector<Event> events;
    if (reading.outline && delivery.malformed.isEmpty() && recogniseBatch(*reading.outline, events))
        return events;
    auto &event = events.emplace_back();
    event.kind = reading.kind;
    event.payloadBytes = body.size();
    event.contentHash = contentHash(body);
    if (reading.outline && !reading.outline->isEmpty())
        recogniseOne(*reading.outline, 0, event);
    return events;
}

bool Recogniser::recogniseOne(const Outline &outline, qint32 root, Event &event) const
{
    for (const bool guess : {false, true}) {
        for (const auto &provider : m_providers) {
            if (fillFrom(provider, outline, root, guess, event))
                return true;
        }
    }
    event.type = namedType(outline, root);
    return false;
}

bool Recogniser::recogniseBatch(const Outline &outline, std::vector<Event> &events) const
{
    for (const auto &provider : m_providers) {
        if (!provider.events)
            continue;
        const auto list = outline.find(*provider.events);
        if (list < 0 || outline.at(list).kind != OutlineNode::Kind::Array ||
            outline.at(list).childCount > maxBatch)
            continue;
        for (auto node = outline.at(list).firstChild; node >= 0; node = outline.at(node).next) {
            const auto &value = outline.at(node);
            Event event;
            event.kind = value.closed ? PayloadKind::Json : PayloadKind::BrokenJson;
            event.payloadFrom = value.valueFrom;
            event.payloadBytes = value.valueBytes;
            event.contentHash = contentHash(outline.raw(node));
            const bool ours = fillFrom(provider, outline, node, false, event) ||
                              fillFrom(provider, outline, node, true, event);
            if (!ours && events.empty())
                break; // the first payload tells whether the delivery is this provider's
            if (!ours)
                event.type = namedType(outline, node);
            events.push_back(std::move(event));
        }
        if (!events.empty())
            return true;
    }
    return false;
}

/// Fills @p event when the payload at @p root is @p provider's: by a type it has, or (@p guess) by its looks.
bool Recogniser::fillFrom(const Provider &provider, const Outline &outline, qint32 root, bool guess,
                          Event &event)
{
    const auto node = outline.find(provider.type, root);
    if (node < 0 || outline.at(node).kind != OutlineNode::Kind::String)
        return false;
    QByteArray keep;
    const auto name = scalarText(outline, node, keep);
    if (guess) {
        const auto present = [&](const JsonPointer &pointer) { return outline.find(pointer, root) >= 0; };
        if (provider.has.empty() || !std::ranges::all_of(provider.has, present))
            return false;
        event.provider = provider.id;
        event.type = oneLine(name, maxTypeBytes);
        return true;
    }
    const auto before = [](QByteArrayView left, QByteArrayView right) { return left < right; };
    const auto type = std::ranges::lower_bound(provider.types, name, before, &Type::name);
    if (type == provider.types.end() || type->name != name)
        return false;
    event.provider = provider.id;
    fill(*type, outline, root, event);
    return true;
}

void Recogniser::fill(const Type &type, const Outline &outline, qint32 root, Event &event)
{
    event.type = type.name;
    event.known = true;
    event.key = keyOf(type.key, outline, root);
    if (type.keyWithContent && !event.key.isEmpty())
        event.key += contentMark(event.contentHash);
    event.subject = type.subject.fill(outline, root);
    if (type.time) {
        QByteArray keep;
        event.occurredAtUs = occurredUs(scalarText(outline, outline.find(*type.time, root), keep));
    }
}

} // namespace creel
