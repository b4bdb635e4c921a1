// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/own_address.h"

#include "app/capture/listen_problem.h"

#include <QNetworkInterface>

namespace creel {

namespace {
bool isAny(const QHostAddress &address)
{
    return address == QHostAddress::Any || address == QHostAddress::AnyIPv4 ||
           address == QHostAddress::AnyIPv6;
}

/// To send to the address of all is to send to oneself.
bool isThisMachine(const QHostAddress &address)
{
    return address.isLoopback() || isAny(address);
}
} // namespace

bool leadsTo(const Target &target, const QString &host, quint16 port)
{
    const auto there = listenAddress(target.host);
    const auto here = listenAddress(host);
    if (!there || !here || target.port != port)
        return false;
    if (*there == *here || (isThisMachine(*there) && isThisMachine(*here)))
        return true;
    return isAny(*here) && QNetworkInterface::allAddresses().contains(*there);
}

} // namespace creel
