// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace creel {

/// The delivery of one NDJSON event object as eventObject() writes it, with the id it had there; nullopt and
/// the reason when it is none. Its head is put together from method, target and headers.
std::optional<Delivery> deliveryFromLine(const QByteArray &line, QString *reason);

/// The delivery of one HAR 1.2 entry, whatever host and port its URL names; nullopt and the reason when it
/// has no request, or one that cannot be written down.
std::optional<Delivery> deliveryFromHar(const QJsonObject &entry, QString *reason);

} // namespace creel
