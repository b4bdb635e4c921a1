// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

namespace creel {

/// @p delivery with secrets masked in its head, target and trailers: the values of header lines and
/// parameters that a credential or signature is named by (see namesSecret(), namesSecretParameter()) or that
/// hold one (Referer: a URL with a token), with all that may belong to them, and user and password in a URL.
/// Of a head that is malformed or cut off its first line alone is left: a secret may stand anywhere in it.
/// The body and its hash stay as they are: what it says is the event.
Delivery redacted(Delivery delivery);

} // namespace creel
