// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/event/event.h"
#include "app/json/outline.h"

#include <QByteArray>

#include <optional>

namespace creel {

/// What a body is, with its outline when it is JSON, whole or broken.
struct PayloadReading {
    PayloadKind kind = PayloadKind::Empty;
    std::optional<Outline> outline;
};

/// Tells what @p body (content-decoded) is. The bytes speak first, as senders label carelessly: what reads as
/// an object or array is JSON whatever the Content-Type; only for the rest the label is asked.
PayloadReading readPayload(const Delivery &delivery, const QByteArray &body);

} // namespace creel
