// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/door.h"

#include "app/capture/certificate.h"
#include "app/capture/listen_problem.h"

#include <utility>

namespace creel {

namespace {
/// Hands accepted sockets on instead of wrapping them.
class Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(Door::Accepted accepted) : m_accepted(std::move(accepted)) {}

protected:
    void incomingConnection(qintptr socket) override { m_accepted(socket); }

private:
    Door::Accepted m_accepted;
};
} // namespace

Door::Door(Accepted accepted, std::function<void()> stalled)
    : m_accepted(std::move(accepted))
    , m_stalled(std::move(stalled))
{
}

ListenState Door::open(const ListenOptions &options)
{
    const auto address = listenAddress(options.host);
    if (!address)
        return refused(options, noAddress(options.host));
    auto tls = options.tls;
    if (!tls && (!options.certificateFile.isEmpty() || !options.keyFile.isEmpty())) {
        QString problem;
        tls = tlsConfiguration({options.certificateFile, options.keyFile}, &problem);
        if (!tls)
            return refused(options, problem);
    }
    if (const auto problem = listen(options, *address); !problem.isEmpty())
        return refused(options, problem);
    m_tls = std::move(tls);
    m_state = {.kind = ListenState::Kind::Listening,
               .host = options.host,
               .port = m_server->serverPort(),
               .tls = m_tls.has_value(),
               .problem = {},
               .fingerprint = m_tls ? fingerprintOf(m_tls->localCertificate()) : QByteArray()};
    return m_state;
}

ListenState Door::refused(const ListenOptions &options, const QString &problem) const
{
    if (!m_server)
        return {ListenState::Kind::Refused, options.host, options.port, false, problem};
    auto goesOn = m_state;
    goesOn.problem = problem;
    return goesOn;
}

/// Empty, or why the place cannot be had.
QString Door::listen(const ListenOptions &options, const QHostAddress &address)
{
    const bool samePort = m_server && m_server->serverPort() == options.port;
    if (samePort && m_server->serverAddress() == address &&
        m_server->listenBacklogSize() == options.connections)
        return {};
    auto server = std::make_unique<Acceptor>(m_accepted);
    server->setListenBacklogSize(options.connections);
    bool open = server->listen(address, options.port);
    if (!open && samePort) { // it may be our own that is in the way, as 127.0.0.1 is in that of 0.0.0.0
        const auto before = m_server->serverAddress();
        m_server->close();
        open = server->listen(address, options.port);
        if (!open && !m_server->listen(before, options.port))
            m_server.reset();
    }
    if (!open)
        return listenProblem(options.host, options.port, server->serverError(), server->errorString());
    QObject::connect(server.get(), &QTcpServer::acceptError, server.get(), [this] { m_stalled(); });
    m_server = std::move(server);
    return {};
}

void Door::goOn()
{
    if (m_server)
        m_server->resumeAccepting();
}

} // namespace creel
