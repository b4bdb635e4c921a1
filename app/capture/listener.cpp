// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listener.h"

#include <QAbstractEventDispatcher>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <chrono>

namespace creel {

namespace {
constexpr size_t readRoomBytes = 64 * 1024;
constexpr int sweepMs = 250;
/// How long answers may take to go out at the end.
constexpr int drainMs = 3000;
/// How long one sender that asks in turn is served alone, before the event loop looks for others.
constexpr std::chrono::milliseconds awakeFor{1};

template <class Unit, class Clock>
qint64 now()
{
    return std::chrono::duration_cast<Unit>(Clock::now().time_since_epoch()).count();
}
} // namespace

Listener::Listener(std::shared_ptr<const Catalogs> catalogs, Backlog *backlog, Gauges *gauges,
                   CaptureObserver *observer, std::function<void()> wakeCommitter,
                   HandOver::CommitHere commitHere, std::function<bool()> isCalled)
    : m_gauges(gauges)
    , m_observer(observer)
    , m_reception(std::move(catalogs))
    , m_door([this](qintptr socket) { accept(socket); }, [this] { startSweeping(); })
    , m_readRoom(readRoomBytes)
    , m_isCalled(std::move(isCalled))
    , m_handOver(backlog, m_waiting, std::move(wakeCommitter), std::move(commitHere))
{
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
            &Listener::lookOut);
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

void Listener::publish(const ListenState &state)
{
    if (m_observer)
        m_observer->listenStateChanged(state);
}

void Listener::listen(const ListenOptions &options, std::optional<QSslConfiguration> tls)
{
    const auto state = m_door.open(options, std::move(tls));
    if (state.problem.isEmpty()) {
        m_options = options;
        m_reception.setCors(options.cors);
        auto authority = state.url();
        m_reception.reader().setOwnHost(authority.sliced(authority.indexOf("//") + 2).chopped(1));
    }
    publish(state);
}

void Listener::refuse(const ListenOptions &options, const QString &problem)
{
    publish(m_door.refuse(options, problem));
}

void Listener::stop()
{
    const auto state = m_door.close();
    for (auto *connection : m_connections.all())
        connection->drain();
    publish(state);
}

void Listener::setRules(const std::vector<ReplyRule> &rules)
{
    const auto clock = QDateTime::currentDateTime();
    m_reception.setRules(rules, clock.toMSecsSinceEpoch() * 1000, clock.offsetFromUtc());
}

void Listener::submit(HttpConnection &connection, quint64 sequence, Catch caught,
                      std::shared_ptr<const CountedTurns> counted)
{
    const auto &delivery = caught.delivery;
    ReplyToken token{sequence == 0 ? 0 : connection.id(), sequence,
                     qint64(delivery.head.size() + delivery.body.size()), std::move(counted)};
    if (!keep(std::move(token), std::move(caught)))
        connection.committed(sequence, {}, true);
}

/// False when nothing is recorded now.
bool Listener::keep(ReplyToken token, Catch caught)
{
    if (!caught.delivery.malformed.isEmpty())
        m_gauges->refused.fetch_add(1, std::memory_order_relaxed);
    if (m_paused) {
        m_gauges->unrecorded.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    m_lookout.came(token.connection, std::chrono::steady_clock::now());
    m_waiting.add(token.bytes);
    m_handOver.add(std::move(token), std::move(caught));
    return true;
}

void Listener::readAside(HttpConnection &connection, quint64 sequence, Request request, const Peer &peer,
                         qint64 nowUs)
{
    const ReplyToken token{connection.id(), sequence, qint64(request.head.size() + request.body.size())};
    m_waiting.add(token.bytes);
    m_sideReader.read(m_reception.reader(), std::move(request), peer, nowUs,
                      [this, token](Reading &reading) { wasRead(token, reading); });
}

void Listener::wasRead(const ReplyToken &token, Reading &reading)
{
    m_waiting.remove(token.bytes);
    auto arrival = m_reception.whole(reading);
    if (auto *connection = m_connections.find(token.connection))
        connection->wasRead(token.sequence, std::move(arrival));
    else // committed() then tells that nobody waits any more
        keep({token.connection, token.sequence, token.bytes, std::move(arrival.counted)},
             std::move(arrival.caught));
    resumeStalled();
}

void Listener::noteOutcome(ReplyOutcome outcome)
{
    if (outcome.delivery.id == DeliveryId{} || outcome.delivery.file != m_gauges->file)
        return;
    if (m_observer)
        m_observer->replied(outcome.delivery.id, outcome.durationUs, outcome.words);
    m_handOver.add(std::move(outcome));
}

void Listener::committed(const Committed &committed)
{
    for (size_t i = 0; i < committed.tokens.size(); ++i) {
        const auto &token = committed.tokens[i];
        m_waiting.remove(token.bytes);
        if (!committed.kept && token.counted)
            m_reception.takeBack(*token.counted);
        const auto delivery =
            committed.kept ? KeptDelivery{committed.file, committed.deliveries[i]} : KeptDelivery{};
        if (auto *connection = m_connections.find(token.connection))
            connection->committed(token.sequence, delivery, committed.kept);
        else if (token.connection != 0)
            noteOutcome({delivery, -1, "the connection ended before it"});
    }
    if (committed.kept)
        m_handOver.add(
            RepliedRange{committed.file, committed.deliveries.front(), committed.deliveries.back(), nowUs()});
    if (committed.tokens.size() == 1 && m_waiting.deliveries() == 0)
        m_lookout.answered(committed.tokens.front().connection, std::chrono::steady_clock::now());
    resumeStalled();
}

void Listener::resumeStalled()
{
    if (!m_waiting.takeRelief())
        return;
    for (auto *connection : m_connections.all())
        connection->resume();
}

/// At the end of a turn, when what had come was handed over. Whatever else comes from outside waits as long;
/// what was posted to the thread is done before a request that came after it.
void Listener::lookOut()
{
    using Clock = std::chrono::steady_clock;
    static const bool mayStayAwake = QThread::idealThreadCount() > 1; // else the sender could not go on
    const auto expects = [this] {
        return m_waiting.deliveries() == 0 && m_lookout.expects(Clock::now()) && !m_isCalled();
    };
    for (const QDeadlineTimer others(awakeFor); mayStayAwake && expects() && !others.hasExpired();) {
        auto *connection = m_connections.find(m_lookout.connection());
        if (!connection || !connection->isIdle())
            break;
        bool came = connection->hasMore();
        if (!came)
            m_handOver.getReady();
        while (!came && expects())
            came = connection->hasMore();
        const auto before = m_lookout.answeredAt();
        if (came && !m_isCalled())
            connection->readNow();
        m_handOver.endTurn();
        if (m_lookout.answeredAt() == before)
            break;
    }
    m_handOver.letGo();
}

void Listener::ended(HttpConnection &connection)
{
    m_beyondLimit -= connection.isTurnedAway() ? 1 : 0;
    m_connections.end(connection);
    m_gauges->connections.store(m_connections.count(), std::memory_order_relaxed);
}

void Listener::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_sweepTimer.timerId())
        sweep();
    else
        QObject::timerEvent(event);
}

void Listener::startSweeping()
{
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start(sweepMs, this);
}

void Listener::sweep()
{
    const auto time = nowMs();
    for (auto *connection : m_connections.all())
        connection->sweep(time);
    m_turnedAway.sweep(time, m_readRoom);
    noteTurnedAway();
    m_handOver.now(); // the times of the last replies, when no delivery took them along
    m_door.goOn();    // after it had run out of descriptors
    if (m_connections.count() == 0 && m_turnedAway.isEmpty() && m_waiting.deliveries() == 0)
        m_sweepTimer.stop();
}

bool Listener::drain()
{
    m_door.close();
    if (m_drained.isForever())
        m_drained.setRemainingTime(drainMs);
    const bool late = m_drained.hasExpired();
    for (auto *connection : m_connections.all()) {
        if (late)
            connection->takeNoMore();
        else
            connection->drainInput();
    }
    m_sideReader.finish();
    noteTurnedAway();
    m_handOver.now();
    const auto isSending = [](const auto *connection) { return connection->isSending(); };
    if (m_waiting.deliveries() > 0 || (!late && std::ranges::any_of(m_connections.all(), isSending)))
        return true;
    for (auto *connection : m_connections.all())
        connection->endNow();
    m_handOver.now();
    return false;
}

} // namespace creel
