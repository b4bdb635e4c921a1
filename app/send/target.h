// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace creel {

/// The URL of a draft taken apart; problem in words when it is not an absolute http or https URL.
struct Target {
    bool tls = false;
    QString host; ///< as a resolver takes it: ASCII (punycode), IPv6 without brackets
    quint16 port = 80;
    QByteArray requestTarget; ///< path and query as typed, at least "/"
    QByteArray hostHeader;    ///< host, with the port unless it is the scheme's own
    QString problem;
    bool operator==(const Target &) const = default;
};

/// Path and query go out as typed, only bytes beyond ASCII are percent-encoded; a fragment is dropped (RFC
/// 9110 4.2.5), user information refused (4.2.4), a host beyond ASCII becomes punycode (RFC 5890).
Target parseTarget(const QByteArray &url);

/// True when @p url ends behind its host or with the "/" there: it leads to a host and to no place on it.
bool namesHostOnly(const QByteArray &url);

/// @p url with its path and query replaced by @p requestTarget when it names no path of its own
/// ("http://host" and "http://host/"); else @p url. For sending deliveries on to where they belong.
QByteArray urlFor(const QByteArray &url, const QByteArray &requestTarget);

} // namespace creel
