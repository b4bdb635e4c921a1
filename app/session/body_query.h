// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "app/event/ids.h"
#include "app/thread/worker_thread.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <vector>

namespace creel {

/// How far a pass over the bodies has come; counts the events that had to be read.
struct QueryProgress {
    quint64 query = 0;
    qint64 done = 0;
    qint64 total = 0;
    bool finished = false;
};

/// An event whose bytes are to be looked at, with what only the list knows of it.
struct QueryCandidate {
    EventId id{};
    int copies = 1;
};

/// Reads bodies on a thread of its own and tells which events a filter lets through. Only the newest query is
/// answered: a new one, or cancel(), ends the one before within some hundred events. Main thread.
class BodyQuery : public QObject
{
    Q_OBJECT
public:
    explicit BodyQuery(QObject *parent = nullptr);
    ~BodyQuery() override;

    /// @p candidates in the order of their ids; returns the number of the query.
    quint64 start(const QString &path, const Filter &filter, std::vector<QueryCandidate> candidates);
    void cancel();

signals:
    void matched(quint64 query,
                 const std::vector<creel::EventId> &events); ///< in order, a few times a second
    void progressed(const creel::QueryProgress &progress);
    void failed(const QString &reason);

private:
    struct Pass;
    void run(const Pass &pass);
    void report(const QueryProgress &progress, std::vector<EventId> events, const QString &problem);

    std::atomic<quint64> m_newest = 0;
    Mailbox m_mailbox;
    std::unique_ptr<WorkerThread> m_thread;
};

} // namespace creel
