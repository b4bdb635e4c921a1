// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/http/content_coding.h"

namespace creel {

/// A delivery's body with its content codings removed; the body itself when it has none or cannot be decoded
/// at all.
Decoded contentOf(const Delivery &delivery);

/// Why its content codings cannot be removed, in words; empty: they can, or there are none.
QByteArray contentProblem(const Delivery &delivery);

} // namespace creel
