// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/capture.h"
#include "app/capture/gauges.h"
#include "app/capture/http_connection.h"
#include "app/capture/reception.h"
#include "app/capture/reply_bytes.h"
#include "app/capture/side_reader.h"

#include <QBasicTimer>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace creel {

/// The listening socket and its connections. What becomes whole in one turn of the event loop is handed to
/// the committer in one load, and while that is synced the next one gathers. Lives on the listener thread;
/// made and destroyed there.
class Listener final : public QObject, private HttpConnectionHost
{
public:
    /// Commits a load within the call, which takes it and calls committed(); false: not now, and it is left.
    using CommitHere = std::function<bool(Load &)>;

    /// @p wakeCommitter is called when the backlog was empty before, @p commitHere for what waits alone.
    Listener(std::shared_ptr<const Catalogs> catalogs, Backlog *backlog, Gauges *gauges,
             CaptureObserver *observer, std::function<void()> wakeCommitter, CommitHere commitHere);
    ~Listener() override;

    void listen(const ListenOptions &options);
    void stop(); ///< refuses new connections; those that are open finish what they began
    void setPaused(bool paused) { m_paused = paused; }
    void setHandshakes(const HandshakeOptions &handshakes);
    /// Where large bodies are spooled from now on: on the disk that will take them anyway. Empty: nowhere.
    void setSpoolFolder(const QString &folder) { m_reception.reader().setSpoolFolder(folder); }
    void setRules(const std::vector<ReplyRule> &rules);
    void resetSequences() { m_reception.resetSequences(); }

    /// What became of a load: its answers go out.
    void committed(const Committed &committed);
    /// Stops, takes in what has already arrived and hands it over. True while deliveries are still with the
    /// committer: it is to be called again when they have come back.
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
    bool isFull() const override;
    BodyTally &bodies() override { return m_bodies; }
    void submit(HttpConnection &connection, quint64 sequence, Catch caught) override;
    void readAside(HttpConnection &connection, quint64 sequence, Request request, const Peer &peer,
                   qint64 nowUs) override;
    void noteOutcome(ReplyOutcome outcome) override;
    void ended(HttpConnection &connection) override;

    void accept(qintptr socket);
    std::unique_ptr<Wire> wireFor(qintptr socket, quint64 id);
    void wasRead(const ReplyToken &token, Reading &reading);
    bool keep(const ReplyToken &token, Catch caught);
    void count(const ReplyToken &token);
    void uncount(const ReplyToken &token);
    void handOver();
    bool waitsAlone(const Load &load) const;
    void handOverSoon();
    void resumeStalled();
    void sweep();
    void bury();
    void publish(ListenState state);

    Backlog *m_backlog;
    Gauges *m_gauges;
    CaptureObserver *m_observer;
    std::function<void()> m_wakeCommitter;
    CommitHere m_commitHere;
    ListenOptions m_options;
    ListenState m_state;
    Reception m_reception;
    ReplyBytes m_replyBytes;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<QTcpServer> m_server;
    bool m_paused = false;
    quint64 m_nextConnection = 1;
    BodyTally m_bodies;
    std::unordered_map<quint64, std::unique_ptr<HttpConnection>> m_connections;
    std::vector<std::unique_ptr<HttpConnection>> m_ended; ///< may still be inside a call
    std::vector<char> m_readRoom;
    Load m_load;
    bool m_handOverDue = false;
    bool m_committingHere = false;
    bool m_wasFull = false;
    qint64 m_waiting = 0;      ///< deliveries read aside, handed over or about to be, not yet committed
    qint64 m_waitingBytes = 0; ///< of those
    QBasicTimer m_sweepTimer;
    SideReader m_sideReader;
};

} // namespace creel
