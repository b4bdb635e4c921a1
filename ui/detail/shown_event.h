// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/event/event.h"
#include "app/json/outline.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace creel {

class Catalogs;
class Session;
struct Catalog;
struct EventType;

/// One event as the pane shows it: everything its tabs need, loaded once. A value; the catalog it points to
/// lives as long as the session.
struct ShownEvent {
    EventRecord record;
    Delivery delivery;
    QByteArray body;        ///< content codings removed
    QByteArray coding;      ///< those that were (or are to be) removed; empty: none
    QByteArray codingError; ///< in words; empty: fine
    QByteArray payload;     ///< the event's part of the body; what came of a body that was cut off
    PayloadKind kind = PayloadKind::Empty; ///< of the payload
    Outline outline;                       ///< of the payload; empty unless it is JSON, whole or broken
    const Catalogs *catalogs = nullptr;
    const EventType *type = nullptr; ///< what the catalog says of its type; null when it does not know it
    bool isBeingRead = false;        ///< what comes of the body takes long: it is empty until readBody()

    bool isJson() const { return kind == PayloadKind::Json || kind == PayloadKind::BrokenJson; }
};

/// What is decoded and outlined without anybody waiting: bytes of a body, as it came and decoded.
constexpr qint64 readAtOnceBytes = 2 * 1024 * 1024;

/// Loads @p id from the session's file; nullopt when it is not there (any more). Of a body beyond
/// readAtOnceBytes, or that decodes to more, it isBeingRead.
std::optional<ShownEvent> loadEvent(Session &session, EventId id);

/// Decodes and outlines the body of @p event, which isBeingRead: of a bomb 64 MiB. Any thread.
void readBody(ShownEvent &event);

/// The payload of another event, for comparing; an empty outline when it is gone, no JSON, or not read at
/// once.
Outline loadOutline(Session &session, EventId id);

/// One of the events that share a key.
struct CopyRow {
    EventId id{};
    int copy = 1;
    qint64 receivedAtUs = 0;
    qint64 gapUs = -1; ///< since the copy before it; -1: this is the first
    int status = 0;    ///< our reply
    QByteArray rule;
    Verdict verdict = Verdict::New;
    bool operator==(const CopyRow &) const = default;
};

/// Every event with the key of @p id in the order they came, at most @p most of them; just itself when it has
/// no key.
std::vector<CopyRow> copiesOf(const Session &session, EventId id, size_t most = 10'000);

} // namespace creel
