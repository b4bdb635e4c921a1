// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/send/latency.h"
#include "app/send/sender.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace creel {

class Carrier;

/// One draft of a volley and when it is due.
struct Shot {
    Draft draft;
    qint64 dueUs = 0; ///< after the volley's start; a rate may make it later
};

/// How a volley is sent.
struct VolleyOptions {
    int connections = 1; ///< each carries one request at a time, and is kept while the target does
    double rate = 0;     ///< requests a second over all connections; 0: as fast as answers come
    SendOptions send;
};

/// What became of a volley. Counts of requests.
struct VolleyReport {
    qint64 sent = 0;     ///< went out
    qint64 answered = 0; ///< with any status
    qint64 answered2xx = 0;
    qint64 unanswered = 0; ///< cut off, timed out, or never went out
    std::map<int, qint64> statuses;
    QByteArray firstError;    ///< in words
    bool unreachable = false; ///< given up: connecting failed again and again
    Latency latency;          ///< of the answered
    qint64 elapsedUs = 0;
};

/// Sends many drafts over some connections, in the order of their source; with one connection each is
/// answered before the next goes out. Lives on one thread with an event loop; source and answered are called
/// there.
class Volley : public QObject
{
    Q_OBJECT
public:
    using Source = std::function<std::optional<Shot>()>; ///< nullopt: no more
    using Answered = std::function<void(const Attempt &)>;

    Volley(VolleyOptions options, Source source, Answered answered = {}, QObject *parent = nullptr);
    ~Volley() override;

    void start();
    /// Takes no more from the source; what is under way is waited for.
    void stop();
    const VolleyReport &report() const { return m_report; }

signals:
    void finished();

private:
    void pump();
    void attempted(const Attempt &attempt);
    bool fetch();

    const VolleyOptions m_options;
    Source m_source;
    Answered m_answered;
    std::vector<std::unique_ptr<Carrier>> m_carriers;
    std::optional<Shot> m_next;
    Target m_target; ///< of the latest URL, which is mostly the same
    QByteArray m_url;
    VolleyReport m_report;
    QElapsedTimer m_clock;
    QTimer m_wake;
    qint64 m_fetched = 0;
    int m_underWay = 0;
    int m_failedConnects = 0; ///< in a row
    bool m_exhausted = false;
    bool m_pumping = false;
    bool m_ended = false;
};

} // namespace creel
