// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/http/content_coding.h"

#include <optional>

namespace creel {

/// A delivery's body with its content codings removed; the body itself when it has none or cannot be decoded
/// at all.
Decoded contentOf(const Delivery &delivery);

/// The same where it is made at once: nullopt where more than @p most bytes came with a coding, or come of
/// it. So the work is bounded, whatever a bomb says of itself.
std::optional<Decoded> contentAtOnce(const Delivery &delivery, qint64 most);

/// The codings that contentOf() removes, or tries to, as Content-Encoding names them; empty: none.
QByteArray codingsOf(const Delivery &delivery);

/// Why its content codings cannot be removed, in words; empty: they can, or there are none.
QByteArray contentProblem(const Delivery &delivery);

} // namespace creel
