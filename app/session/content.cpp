// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/content.h"

namespace creel {

namespace {

/// For who wants to know only whether it can be decoded.
class NoSink final : public ContentSink
{
public:
    void append(QByteArrayView) override {}
    Content finish() override { return {}; }
};

Decoded decoded(const Delivery &delivery, DecodeLimits limits)
{
    const auto codings = codingsOf(delivery);
    if (codings.isEmpty())
        return {delivery.body, {}, {}, delivery.bodyHold};
    auto made = decodeContent(delivery.body, codings, limits);
    if (!made.error.isEmpty() && made.body.isEmpty())
        return {delivery.body, made.coding, made.error, delivery.bodyHold};
    return made;
}

} // namespace

QByteArray codingsOf(const Delivery &delivery)
{
    return joinedFieldValues(delivery.head, "content-encoding");
}

Decoded contentOf(const Delivery &delivery)
{
    return decoded(delivery, {});
}

std::optional<Decoded> contentAtOnce(const Delivery &delivery, qint64 most)
{
    if (delivery.body.size() > most && !codingsOf(delivery).isEmpty())
        return std::nullopt;
    auto content = decoded(delivery, {.bytes = most});
    const bool isCut = !content.error.isEmpty() && content.body.size() >= most;
    return isCut ? std::nullopt : std::optional(std::move(content));
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
