// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"
#include "app/session/export_sink.h"

namespace creel {

/// A time as exports write it: RFC 3339, UTC, microseconds ("2026-05-29T10:30:00.000000Z").
QByteArray utcText(qint64 us);

/// Writes the NDJSON event object of @p record and the delivery it came in, without a line feed. Members, in
/// this order: id, delivery, receivedAt, occurredAt, provider, type, key, subject, verdict, copyOf, method,
/// target, targetBase64 (only when it is no UTF-8), peer, headers, headBase64 (only when the raw head is not
/// what method, target and headers make), trailers (only when there are any), trailersBase64 (likewise),
/// bodyBase64, body (only when it is valid UTF-8), bodySha256, payloadKind, complete, malformed,
/// contentProblem (only when a content coding cannot be removed: why), marks (only when there are any, by the
/// words that the filter mark: takes), pinned (only when it is), note (only when there is one), reply
/// {status, rule, durationUs}. What is not there or not known is null.
void writeEventObject(ExportSink &out, const EventRecord &record, const Delivery &delivery);
/// The same as a whole.
QByteArray eventObject(const EventRecord &record, const Delivery &delivery);

} // namespace creel
