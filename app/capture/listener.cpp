// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listener.h"

#include "app/capture/certificate.h"
#include "app/capture/descriptor.h"
#include "app/capture/listen_problem.h"
#include "app/capture/plain_wire.h"
#include "app/capture/tls_port_wire.h"

#include <QDateTime>
#include <QHostAddress>
#include <QTimerEvent>

#include <algorithm>
#include <chrono>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t readRoomBytes = 64 * 1024;
constexpr qint64 mostWaiting = 16 * 1024;
constexpr qint64 mostWaitingBytes = 128LL * 1024 * 1024;
/// How many connections beyond the limit are still told 503 before further ones are just closed.
constexpr int turnedAwayAtOnce = 64;
/// So many do not wait for the end of the turn: the committer works on them while the rest of the turn is
/// read.
constexpr size_t handedOverAtOnce = 32;
/// So many are committed by the listener itself when nothing else waits: it would only sleep meanwhile.
constexpr qint64 committedHere = 1;
constexpr qint64 committedHereBytes = 64LL * 1024;
constexpr int sweepMs = 250;

template <class Unit, class Clock>
qint64 now()
{
    return std::chrono::duration_cast<Unit>(Clock::now().time_since_epoch()).count();
}

/// Hands accepted sockets on instead of wrapping them.
class Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(std::function<void(qintptr)> accepted) : m_accepted(std::move(accepted)) {}

protected:
    void incomingConnection(qintptr socket) override { m_accepted(socket); }

private:
    std::function<void(qintptr)> m_accepted;
};
} // namespace

Listener::Listener(std::shared_ptr<const Catalogs> catalogs, Backlog *backlog, Gauges *gauges,
                   CaptureObserver *observer, std::function<void()> wakeCommitter, CommitHere commitHere)
    : m_backlog(backlog)
    , m_gauges(gauges)
    , m_observer(observer)
    , m_wakeCommitter(std::move(wakeCommitter))
    , m_commitHere(std::move(commitHere))
    , m_reception(std::move(catalogs))
    , m_readRoom(readRoomBytes)
{
}

Listener::~Listener() = default;

qint64 Listener::nowMs() const
{
    return now<std::chrono::milliseconds, std::chrono::steady_clock>();
}

qint64 Listener::nowUs() const
{
    return now<std::chrono::microseconds, std::chrono::system_clock>();
}

void Listener::publish(ListenState state)
{
    m_state = std::move(state);
    if (m_observer)
        m_observer->listenStateChanged(m_state);
}

void Listener::listen(const ListenOptions &options)
{
    m_options = options;
    m_reception.setOptions(options.handshakes, options.cors);
    m_server.reset(); // before the same port is asked for again
    const auto address = listenAddress(options.host);
    if (!address) {
        publish({ListenState::Kind::Refused, options.host, options.port, false, noAddress(options.host)});
        return;
    }
    m_tls.reset();
    if (!options.certificateFile.isEmpty() || !options.keyFile.isEmpty()) {
        QString problem;
        m_tls = tlsConfiguration({options.certificateFile, options.keyFile}, &problem);
        if (!m_tls) {
            publish({ListenState::Kind::Refused, options.host, options.port, true, problem});
            return;
        }
    }
    m_server = std::make_unique<Acceptor>([this](qintptr socket) { accept(socket); });
    m_server->setListenBacklogSize(options.connections);
    if (!m_server->listen(*address, options.port)) {
        const auto problem =
            listenProblem(options.host, options.port, m_server->serverError(), m_server->errorString());
        m_server.reset();
        publish({ListenState::Kind::Refused, options.host, options.port, false, problem});
        return;
    }
    connect(m_server.get(), &QTcpServer::acceptError, this, [this] { m_sweepTimer.start(sweepMs, this); });
    const ListenState state{
        ListenState::Kind::Listening, options.host, m_server->serverPort(), m_tls.has_value(), {}};
    auto authority = state.url();
    m_reception.reader().setOwnHost(authority.sliced(authority.indexOf("//") + 2).chopped(1));
    publish(state);
}

void Listener::stop()
{
    m_server.reset();
    std::vector<HttpConnection *> open;
    for (const auto &[id, connection] : m_connections)
        open.push_back(connection.get());
    for (auto *connection : open)
        connection->drain();
    publish({ListenState::Kind::Stopped, m_options.host, m_options.port, false, {}});
}

void Listener::setHandshakes(const HandshakeOptions &handshakes)
{
    m_options.handshakes = handshakes;
    m_reception.setOptions(handshakes, m_options.cors);
}

void Listener::setRules(const std::vector<ReplyRule> &rules)
{
    const auto clock = QDateTime::currentDateTime();
    m_reception.setRules(rules, clock.toMSecsSinceEpoch() * 1000, clock.offsetFromUtc());
}

void Listener::accept(qintptr socket)
{
    const auto open = int(m_connections.size());
    if (open >= m_options.connections + turnedAwayAtOnce) {
        descriptor::close(socket, false);
        return;
    }
    descriptor::prepare(socket);
    const auto id = m_nextConnection++;
    HttpConnectionHost &host = *this;
    const Peer peer{descriptor::peerOf(socket), m_tls.has_value()};
    auto connection = std::make_unique<HttpConnection>(host, id, wireFor(socket, id), peer);
    auto *accepted = m_connections.emplace(id, std::move(connection)).first->second.get();
    m_gauges->connections.store(open + 1, std::memory_order_relaxed);
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start(sweepMs, this);
    if (open >= m_options.connections)
        accepted->turnAway(503, "more than " + QByteArray::number(m_options.connections) +
                                    " connections are open");
}

std::unique_ptr<Wire> Listener::wireFor(qintptr socket, quint64 id)
{
    if (!m_tls)
        return std::make_unique<PlainWire>(socket);
    return std::make_unique<TlsPortWire>(socket, *m_tls, this,
                                         [this, id] { m_connections.at(id)->refusePlain(); });
}

bool Listener::isFull() const
{
    return m_waiting >= mostWaiting || m_waitingBytes >= mostWaitingBytes;
}

void Listener::submit(HttpConnection &connection, quint64 sequence, Catch caught)
{
    const auto &delivery = caught.delivery;
    const ReplyToken token{sequence == 0 ? 0 : connection.id(), sequence,
                           qint64(delivery.head.size() + delivery.body.size())};
    if (!keep(token, std::move(caught)))
        connection.committed(sequence, {}, true);
}

/// False when nothing is recorded now.
bool Listener::keep(const ReplyToken &token, Catch caught)
{
    if (!caught.delivery.malformed.isEmpty())
        m_gauges->refused.fetch_add(1, std::memory_order_relaxed);
    if (m_paused) {
        m_gauges->unrecorded.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    count(token);
    m_load.catches.push_back(std::move(caught));
    m_load.tokens.push_back(token);
    if (m_load.catches.size() >= handedOverAtOnce)
        handOver();
    else
        handOverSoon();
    return true;
}

void Listener::count(const ReplyToken &token)
{
    ++m_waiting;
    m_waitingBytes += token.bytes;
    m_wasFull = m_wasFull || isFull();
}

void Listener::uncount(const ReplyToken &token)
{
    --m_waiting;
    m_waitingBytes -= token.bytes;
}

void Listener::readAside(HttpConnection &connection, quint64 sequence, Request request, const Peer &peer,
                         qint64 nowUs)
{
    const ReplyToken token{connection.id(), sequence, qint64(request.head.size() + request.body.size())};
    count(token);
    m_sideReader.read(m_reception.reader(), std::move(request), peer, nowUs,
                      [this, token](Reading &reading) { wasRead(token, reading); });
}

void Listener::wasRead(const ReplyToken &token, Reading &reading)
{
    uncount(token);
    auto arrival = m_reception.whole(reading);
    if (const auto found = m_connections.find(token.connection); found != m_connections.end())
        found->second->wasRead(token.sequence, std::move(arrival));
    else
        keep({0, 0, token.bytes}, std::move(arrival.caught));
    resumeStalled();
}

void Listener::noteOutcome(ReplyOutcome outcome)
{
    if (outcome.delivery.id == DeliveryId{} || outcome.delivery.file != m_gauges->file)
        return;
    if (m_observer)
        m_observer->replied(outcome.delivery.id, outcome.durationUs, outcome.words);
    m_load.outcomes.push_back(std::move(outcome));
}

/// Posted events are taken before sockets are looked at again, so this comes when every socket that was ready
/// in this turn has been read.
void Listener::handOverSoon()
{
    if (std::exchange(m_handOverDue, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_handOverDue = false;
            handOver();
        },
        Qt::QueuedConnection);
}

/// Nothing else is being committed, and what there is takes no longer than a sync does.
bool Listener::waitsAlone(const Load &load) const
{
    return !m_committingHere && m_waiting > 0 && m_waiting <= committedHere &&
           m_waiting == qint64(load.catches.size()) && m_waitingBytes <= committedHereBytes;
}

void Listener::handOver()
{
    if (m_load.isEmpty())
        return;
    auto load = std::exchange(m_load, {});
    if (waitsAlone(load)) {
        m_committingHere = true;
        const bool done = m_commitHere(load);
        m_committingHere = false;
        if (done)
            return;
    }
    if (m_backlog->put(std::move(load)))
        m_wakeCommitter();
}

void Listener::committed(const Committed &committed)
{
    for (size_t i = 0; i < committed.tokens.size(); ++i) {
        const auto &token = committed.tokens[i];
        uncount(token);
        if (token.connection == 0)
            continue;
        if (const auto found = m_connections.find(token.connection); found != m_connections.end())
            found->second->committed(token.sequence,
                                     committed.kept ? KeptDelivery{committed.file, committed.deliveries[i]}
                                                    : KeptDelivery{},
                                     committed.kept);
    }
    if (committed.kept)
        m_load.replied.push_back(
            {committed.file, committed.deliveries.front(), committed.deliveries.back(), nowUs()});
    resumeStalled();
}

/// Only after having been full, when connections may have stopped reading for it.
void Listener::resumeStalled()
{
    if (isFull() || !std::exchange(m_wasFull, false))
        return;
    std::vector<HttpConnection *> open;
    for (const auto &[id, connection] : m_connections)
        open.push_back(connection.get());
    for (auto *connection : open)
        connection->resume();
}

void Listener::ended(HttpConnection &connection)
{
    const auto found = m_connections.find(connection.id());
    if (found == m_connections.end())
        return;
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
    m_gauges->connections.store(int(m_connections.size()), std::memory_order_relaxed);
    if (m_ended.size() == 1)
        QMetaObject::invokeMethod(
            this, [this] { bury(); }, Qt::QueuedConnection);
}

void Listener::bury()
{
    m_ended.clear();
}

void Listener::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_sweepTimer.timerId())
        sweep();
    else
        QObject::timerEvent(event);
}

void Listener::sweep()
{
    const auto time = nowMs();
    std::vector<HttpConnection *> open;
    for (const auto &[id, connection] : m_connections)
        open.push_back(connection.get());
    for (auto *connection : open)
        connection->sweep(time);
    handOver(); // the times of the last replies, when no delivery took them along
    if (m_server)
        m_server->resumeAccepting(); // after it had run out of descriptors
    if (m_connections.empty())
        m_sweepTimer.stop();
}

bool Listener::drain()
{
    m_server.reset();
    std::vector<HttpConnection *> open;
    for (const auto &[id, connection] : m_connections)
        open.push_back(connection.get());
    for (auto *connection : open)
        connection->drainInput();
    m_sideReader.finish();
    handOver();
    if (m_waiting > 0)
        return true;
    for (auto *connection : open) {
        if (m_connections.contains(connection->id()))
            connection->endNow();
    }
    handOver();
    return false;
}

} // namespace creel
