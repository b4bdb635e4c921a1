// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listen_problem.h"

#include <QCoreApplication>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Capture", text);
}
} // namespace

std::optional<QHostAddress> listenAddress(const QString &host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return QHostAddress(QHostAddress::LocalHost);
    if (host == "*"_L1)
        return QHostAddress(QHostAddress::Any);
    auto bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.sliced(1, bare.size() - 2);
    const QHostAddress address(bare);
    return address.isNull() ? std::nullopt : std::optional(address);
}

QString beforePort(const QString &host)
{
    return host.contains(u':') && !host.startsWith(u'[') ? u'[' + host + u']' : host;
}

QString noAddress(const QString &host)
{
    return tr("\"%1\" is no address to listen on; give an IP address of this machine, such as 127.0.0.1.")
        .arg(host);
}

QString listenProblem(const QString &host, quint16 port, QAbstractSocket::SocketError error,
                      const QString &reason)
{
    const auto place = u"%1:%2"_s.arg(beforePort(host), QString::number(port));
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return tr("%1 is in use by another program; stop that program, or choose another port.").arg(place);
    case QAbstractSocket::SocketAccessError:
        return tr("%1 may not be used: ports below 1024 need special rights; choose a port from 1024 on.")
            .arg(place);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return tr("%1 is no address of this machine; listen on 127.0.0.1, or on one of its own addresses.")
            .arg(place);
    default:
        return tr("%1 cannot be listened on: %2.").arg(place, reason);
    }
}

} // namespace creel
