// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/door.h"
#include "app/capture/gauges.h"
#include "app/capture/hand_over.h"
#include "app/capture/lookout.h"
#include "app/capture/open_connections.h"
#include "app/capture/reception.h"
#include "app/capture/reply_bytes.h"
#include "app/capture/side_reader.h"
#include "app/capture/turned_away.h"
#include "app/capture/waiting.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace creel {

/// What listens: the door, the connections that came in by it, and what all of them share. Nothing more is
/// read when too much waits to be committed. Lives on the listener thread; made and destroyed there.
class Listener final : public QObject, private HttpConnectionHost
{
public:
    /// @p backlog, @p wakeCommitter, @p commitHere: as HandOver takes them; @p commitHere calls committed().
    /// @p isCalled: whether something is to be done on this thread that was posted to it.
    Listener(std::shared_ptr<const Catalogs> catalogs, Backlog *backlog, Gauges *gauges,
             CaptureObserver *observer, std::function<void()> wakeCommitter, HandOver::CommitHere commitHere,
             std::function<bool()> isCalled);
    ~Listener() override;

    /// As Door::open() and Door::refuse(); where nothing else is opened, nothing else changes.
    void listen(const ListenOptions &options, std::optional<QSslConfiguration> tls);
    void refuse(const ListenOptions &options, const QString &problem);
    void stop(); ///< refuses new connections; those that are open finish what they began
    void setPaused(bool paused) { m_paused = paused; }
    void setHandshakes(const HandshakeOptions &handshakes) { m_reception.setHandshakes(handshakes); }
    /// Where large bodies are spooled from now on: on the disk that will take them anyway. Empty: nowhere.
    void setSpoolFolder(const QString &folder) { m_reception.reader().setSpoolFolder(folder); }
    void setRules(const std::vector<ReplyRule> &rules);
    void resetSequences() { m_reception.resetSequences(); }

    /// What became of a load: its answers go out.
    void committed(const Committed &committed);
    /// Hands over at once what else would wait for the next delivery or sweep.
    void handOver() { m_handOver.now(); }
    /// Stops, takes in what has already arrived and hands it over. True while deliveries are still with the
    /// committer, or answers on their way: it is to be called again when they have come back.
    bool drain();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    const ListenOptions &options() const override { return m_options; }
    Reception &reception() override { return m_reception; }
    ReplyBytes &replyBytes() override { return m_replyBytes; }
    std::span<char> readRoom() override { return m_readRoom; }
    qint64 nowMs() const override;
    qint64 nowUs() const override;
    bool isFull() const override { return m_waiting.isFull(); }
    BodyTally &bodies() override { return m_bodies; }
    void submit(HttpConnection &connection, quint64 sequence, Catch caught,
                std::shared_ptr<const CountedTurns> counted) override;
    void readAside(HttpConnection &connection, quint64 sequence, Request request, const Peer &peer,
                   qint64 nowUs) override;
    void noteOutcome(ReplyOutcome outcome) override;
    void ended(HttpConnection &connection) override;

    void accept(qintptr socket);
    QByteArray whyNoMore(bool lacksDescriptors) const;
    void turnAway(qintptr socket, bool areFewLeft);
    void noteTurnedAway();
    std::unique_ptr<Wire> wireFor(qintptr socket, quint64 id);
    void wasRead(const ReplyToken &token, Reading &reading);
    bool keep(ReplyToken token, Catch caught);
    void resumeStalled();
    void lookOut();
    void startSweeping();
    void sweep();
    void publish(const ListenState &state);

    Gauges *m_gauges;
    CaptureObserver *m_observer;
    ListenOptions m_options;
    Reception m_reception;
    ReplyBytes m_replyBytes;
    Door m_door;
    bool m_paused = false;
    BodyTally m_bodies;
    OpenConnections m_connections;
    int m_beyondLimit = 0; ///< of them, those that are told 503: they take no place
    TurnedAway m_turnedAway;
    bool m_lacksDescriptors = false; ///< for one of those
    std::vector<char> m_readRoom;
    Lookout m_lookout;
    std::function<bool()> m_isCalled;
    Waiting m_waiting;
    HandOver m_handOver;
    QBasicTimer m_sweepTimer;
    QDeadlineTimer m_drained{QDeadlineTimer::Forever}; ///< when draining ends in any case
    SideReader m_sideReader;
};

} // namespace creel
