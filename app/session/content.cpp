// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/content.h"

namespace creel {

Decoded contentOf(const Delivery &delivery)
{
    const auto codings = joinedFieldValues(delivery.head, "content-encoding");
    if (codings.isEmpty())
        return {delivery.body, {}, {}, delivery.bodyHold};
    auto decoded = decodeContent(delivery.body, codings);
    if (!decoded.error.isEmpty() && decoded.body.isEmpty())
        return {delivery.body, decoded.coding, decoded.error, delivery.bodyHold};
    return decoded;
}

} // namespace creel
