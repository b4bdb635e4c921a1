// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace creel {

/// An address to listen on, as it is given on a command line.
struct ListenAddress {
    QString host;
    quint16 port = 0;
    bool operator==(const ListenAddress &) const = default;
};

/// Reads "HOST:PORT", "[IPV6]:PORT"; nullopt when it is neither. An IPv6 address without
/// brackets is refused: "::1:80" may be read in two ways.
std::optional<ListenAddress> parseListenAddress(const QString &text);

} // namespace creel
