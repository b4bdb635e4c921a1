// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace creel {

/// Microseconds UTC of an RFC 3339 date and time; nullopt for anything else.
std::optional<qint64> rfc3339Us(QByteArrayView text);

/// What a value says to a person, when that is safe to tell from its form alone: a time ("29 May 2026,
/// 10:30:07 UTC"), the country of a phone number. A number counts as Unix time (seconds or milliseconds) only
/// when its member's name says that it is one ("timestamp", "created_at") and it falls between 2001 and 2100.
/// Else empty.
QString valueReading(const Outline &outline, qint32 node, qint64 receivedAtUs);

/// How long after (or before) its own time an event arrived: "arrived 0.4 s later".
QString arrivalReading(qint64 occurredAtUs, qint64 receivedAtUs);

} // namespace creel
