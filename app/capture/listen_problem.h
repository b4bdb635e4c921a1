// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QHostAddress>
#include <QString>

#include <optional>

namespace creel {

/// The address that @p host means: an IP address, "localhost", or "*" for every one; nullopt for anything
/// else, since a listener binds to an address of this machine, not to a name.
std::optional<QHostAddress> listenAddress(const QString &host);

/// @p host as it stands before a port: IPv6 in brackets.
QString beforePort(const QString &host);

/// What to tell a person when @p host is no address.
QString noAddress(const QString &host);

/// What to tell a person when the system refuses: what, where, and what to do. How it is done is for those
/// to add who know what the person has before them: the window, or a command line.
QString listenProblem(const QString &host, quint16 port, QAbstractSocket::SocketError error,
                      const QString &reason);

} // namespace creel
