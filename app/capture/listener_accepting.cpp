// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listener.h"

#include "app/capture/descriptor.h"
#include "app/capture/descriptor_limit.h"
#include "app/capture/plain_wire.h"
#include "app/capture/tls_port_wire.h"

#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// So many connections beyond the limit have a row each while they are open.
constexpr int refusedAtOnce = 64;
} // namespace

void Listener::accept(qintptr socket)
{
    const bool full = m_connections.count() - m_beyondLimit >= m_options.connections;
    const bool areFewLeft = descriptor::areFewBehind(socket);
    descriptor::prepare(socket);
    if (areFewLeft || (full && m_beyondLimit >= refusedAtOnce))
        return turnAway(socket, areFewLeft);
    const auto id = m_connections.nextId();
    HttpConnectionHost &host = *this;
    const Peer peer{descriptor::peerOf(socket), m_door.tls().has_value()};
    auto &accepted = m_connections.add(std::make_unique<HttpConnection>(host, id, wireFor(socket, id), peer));
    m_gauges->connections.store(m_connections.count(), std::memory_order_relaxed);
    startSweeping();
    if (!full)
        return;
    ++m_beyondLimit;
    accepted.turnAway(503, whyNoMore(false));
}

QByteArray Listener::whyNoMore(bool lacksDescriptors) const
{
    return lacksDescriptors
               ? "no descriptors are left for more connections (see ulimit -n)"_ba
               : "more than " + QByteArray::number(m_options.connections) + " connections are open";
}

/// Over TLS nothing can be told without a handshake, and that is what there is to be spared.
void Listener::turnAway(qintptr socket, bool areFewLeft)
{
    m_lacksDescriptors = m_lacksDescriptors || areFewLeft;
    const auto parts = m_replyBytes.make(refusal(503, whyNoMore(areFewLeft)),
                                         {.keepAlive = false, .cors = m_options.cors}, nowUs());
    const auto answer = m_door.tls() ? QByteArray() : parts.head + parts.body;
    m_turnedAway.add(socket, answer, nowMs(), m_readRoom);
    if (areFewLeft)
        m_turnedAway.keepFew();
    startSweeping();
}

/// One row for all that came since the last sweep: a flood of them is not to flood the file.
void Listener::noteTurnedAway()
{
    const auto [connections, firstPeer] = m_turnedAway.takeCount();
    if (connections == 0)
        return;
    const bool tls = m_door.tls().has_value();
    const auto words = whyNoMore(std::exchange(m_lacksDescriptors, false)) + ": " +
                       QByteArray::number(connections) + (tls ? " more were closed" : " more were told 503");
    m_gauges->refused.fetch_add(connections - 1, std::memory_order_relaxed); // keep() counts the row
    keep({}, m_reception.turnedAway({firstPeer, tls}, tls ? 0 : 503, words, nowUs()).caught);
}

std::unique_ptr<Wire> Listener::wireFor(qintptr socket, quint64 id)
{
    const auto &tls = m_door.tls();
    if (!tls)
        return std::make_unique<PlainWire>(socket);
    return std::make_unique<TlsPortWire>(socket, *tls, this,
                                         [this, id] { m_connections.find(id)->refusePlain(); });
}

} // namespace creel
