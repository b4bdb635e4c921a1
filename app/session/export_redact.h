// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

namespace creel {

/// @p delivery with secrets in its head masked: the values of header lines that carry credentials or
/// signatures (Authorization, Proxy-Authorization, Cookie, and every name with token, secret, signature,
/// password, api-key or apikey in it) and the query parameters of the target with such names (and key, sig,
/// auth, code). Of a malformed head its first line alone
/// is left: a secret may stand anywhere in it. The body and its hash stay as they are: what it says is the
/// event.
Delivery redacted(Delivery delivery);

} // namespace creel
