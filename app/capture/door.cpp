// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/door.h"

#include "app/capture/certificate.h"
#include "app/capture/listen_problem.h"

#include <QHostAddress>

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
    const auto refused = [&options](const QString &problem, bool tls = false) -> ListenState {
        return {ListenState::Kind::Refused, options.host, options.port, tls, problem};
    };
    m_server.reset(); // before the same port is asked for again
    m_tls.reset();
    const auto address = listenAddress(options.host);
    if (!address)
        return refused(noAddress(options.host));
    if (!options.certificateFile.isEmpty() || !options.keyFile.isEmpty()) {
        QString problem;
        m_tls = tlsConfiguration({options.certificateFile, options.keyFile}, &problem);
        if (!m_tls)
            return refused(problem, true);
    }
    auto server = std::make_unique<Acceptor>(m_accepted);
    server->setListenBacklogSize(options.connections);
    if (!server->listen(*address, options.port))
        return refused(
            listenProblem(options.host, options.port, server->serverError(), server->errorString()));
    QObject::connect(server.get(), &QTcpServer::acceptError, server.get(), [this] { m_stalled(); });
    m_server = std::move(server);
    return {.kind = ListenState::Kind::Listening,
            .host = options.host,
            .port = m_server->serverPort(),
            .tls = m_tls.has_value(),
            .problem = {},
            .fingerprint = m_tls ? fingerprintOf(m_tls->localCertificate()) : QByteArray()};
}

void Door::goOn()
{
    if (m_server)
        m_server->resumeAccepting();
}

} // namespace creel
