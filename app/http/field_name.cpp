// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/field_name.h"

#include <array>
#include <cstring>

namespace creel {

namespace {
/// Spread well enough that no two of the names below share a slot.
constexpr std::size_t slotOf(QByteArrayView name)
{
    const auto byte = [&name](qsizetype at) { return std::size_t(quint8(name.data()[at])); };
    const auto size = name.size();
    return (byte(0) * 31 + byte(size / 2) * 7 + byte(size - 1) + std::size_t(size) * 13) % 509;
}

using Slots = std::array<QByteArray, 509>;

Slots makeSlots()
{
    Slots table;
    for (const auto &name : {
             QByteArrayLiteral("Host"),
             QByteArrayLiteral("User-Agent"),
             QByteArrayLiteral("Accept"),
             QByteArrayLiteral("Accept-Encoding"),
             QByteArrayLiteral("Accept-Language"),
             QByteArrayLiteral("Connection"),
             QByteArrayLiteral("Content-Type"),
             QByteArrayLiteral("Content-Length"),
             QByteArrayLiteral("Content-Encoding"),
             QByteArrayLiteral("Transfer-Encoding"),
             QByteArrayLiteral("Authorization"),
             QByteArrayLiteral("X-Hub-Signature"),
             QByteArrayLiteral("X-Hub-Signature-256"),
             QByteArrayLiteral("X-Forwarded-For"),
             QByteArrayLiteral("X-Forwarded-Proto"),
             QByteArrayLiteral("host"),
             QByteArrayLiteral("user-agent"),
             QByteArrayLiteral("accept"),
             QByteArrayLiteral("accept-encoding"),
             QByteArrayLiteral("connection"),
             QByteArrayLiteral("content-type"),
             QByteArrayLiteral("content-length"),
             QByteArrayLiteral("transfer-encoding"),
             QByteArrayLiteral("x-hub-signature-256"),
         })
        table[slotOf(name)] = name;
    return table;
}
} // namespace

QByteArray fieldName(QByteArrayView name)
{
    static const Slots table = makeSlots();
    if (name.isEmpty())
        return {};
    const auto &shared = table[slotOf(name)];
    const bool same = shared.size() == name.size() &&
                      std::memcmp(shared.constData(), name.data(), std::size_t(name.size())) == 0;
    return same ? shared : name.toByteArray();
}

} // namespace creel
