// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/content.h"

namespace creel {

namespace {

QByteArray codingsOf(const Delivery &delivery)
{
    return joinedFieldValues(delivery.head, "content-encoding");
}

/// For who wants to know only whether it can be decoded.
class NoSink final : public ContentSink
{
public:
    void append(QByteArrayView) override {}
    Content finish() override { return {}; }
};

} // namespace

Decoded contentOf(const Delivery &delivery)
{
    const auto codings = codingsOf(delivery);
    if (codings.isEmpty())
        return {delivery.body, {}, {}, delivery.bodyHold};
    auto decoded = decodeContent(delivery.body, codings);
    if (!decoded.error.isEmpty() && decoded.body.isEmpty())
        return {delivery.body, decoded.coding, decoded.error, delivery.bodyHold};
    return decoded;
}

QByteArray contentProblem(const Delivery &delivery)
{
    const auto codings = codingsOf(delivery);
    if (codings.isEmpty())
        return {};
    if (codings.contains(',')) // each is decoded from what the one before gives
        return decodeContent(delivery.body, codings).error;
    NoSink none;
    return decodeContent(delivery.body, codings, {}, &none).error;
}

} // namespace creel
