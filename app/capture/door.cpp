// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/door.h"

#include "app/capture/certificate.h"
#include "app/capture/descriptor_limit.h"
#include "app/capture/listen_problem.h"

#include <algorithm>
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

/// Those beyond the limit are taken, too, to be told so: they must not have to ask twice.
int backlogFor(const ListenOptions &options)
{
    constexpr int least = 512;
    return std::max(options.connections, least);
}
} // namespace

Door::Door(Accepted accepted, std::function<void()> stalled)
    : m_accepted(std::move(accepted))
    , m_stalled(std::move(stalled))
{
}

ListenState Door::open(const ListenOptions &options, std::optional<QSslConfiguration> tls)
{
    const auto address = listenAddress(options.host);
    if (!address)
        return refuse(options, noAddress(options.host));
    descriptor::raiseLimitFor(options.connections);
    bool wantsOtherPort = false;
    if (const auto problem = listen(options, *address, &wantsOtherPort); !problem.isEmpty()) {
        auto state = refuse(options, problem);
        state.wantsOtherPort = wantsOtherPort;
        return state;
    }
    m_tls = std::move(tls);
    m_state = {.kind = ListenState::Kind::Listening,
               .options = options,
               .port = m_server->serverPort(),
               .fingerprint = m_tls ? fingerprintOf(m_tls->localCertificate()) : QByteArray()};
    return m_state;
}

ListenState Door::refuse(const ListenOptions &options, const QString &problem)
{
    if (!m_server)
        m_state = {.kind = ListenState::Kind::Refused, .options = options};
    auto state = m_state;
    state.problem = problem;
    return state;
}

ListenState Door::close()
{
    m_server.reset();
    m_state.kind = ListenState::Kind::Stopped;
    return m_state;
}

QString Door::listen(const ListenOptions &options, const QHostAddress &address, bool *wantsOtherPort)
{
    const bool samePort = m_server && m_server->serverPort() == options.port;
    if (samePort && m_server->serverAddress() == address &&
        m_server->listenBacklogSize() == backlogFor(options))
        return {};
    auto server = std::make_unique<Acceptor>(m_accepted);
    server->setListenBacklogSize(backlogFor(options));
    bool open = server->listen(address, options.port);
    if (!open && samePort) { // it may be our own that is in the way, as 127.0.0.1 is in that of 0.0.0.0
        const auto before = m_server->serverAddress();
        m_server->close();
        open = server->listen(address, options.port);
        if (!open && !m_server->listen(before, options.port))
            m_server.reset();
    }
    if (!open) {
        const auto error = server->serverError();
        *wantsOtherPort =
            error == QAbstractSocket::AddressInUseError || error == QAbstractSocket::SocketAccessError;
        return listenProblem(options.host, options.port, error, server->errorString());
    }
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
