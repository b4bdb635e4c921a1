// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"
#include "app/event/event.h"

#include <QByteArray>

namespace creel {

/// What the placeholders of an answer stand for.
struct ReplyValues {
    const Delivery &delivery;
    const Event &event;
    QByteArray body; ///< content-decoded
};

/// @p shape with the placeholders of its body and field values filled in:
/// {method} {path} {query.NAME} {header.NAME} {body./json/pointer} {body.json.path} {type} {key}.
/// A value that is missing becomes nothing; braces around anything else stay. What is inserted is escaped for
/// the answer's Content-Type (JSON string, HTML), as filled in, and left out of a field when it holds a
/// control character. In one text values take at most 1 MiB; the rule's own text stands whole.
ReplyShape filledIn(const ReplyShape &shape, const ReplyValues &values);

/// True when filledIn() would change @p shape.
bool hasPlaceholders(const ReplyShape &shape);

} // namespace creel
