// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/body_query.h"

#include "app/catalog/catalog.h"
#include "app/event/summary.h"
#include "app/session/content.h"
#include "app/store/session_file.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int reportMs = 60;
}

struct BodyQuery::Pass {
    quint64 number = 0;
    QString path;
    Filter filter;
    std::vector<QueryCandidate> candidates;
};

BodyQuery::BodyQuery(QObject *parent) : QObject(parent) {}

BodyQuery::~BodyQuery()
{
    cancel();
    m_thread.reset();
}

quint64 BodyQuery::start(const QString &path, const Filter &filter, std::vector<QueryCandidate> candidates)
{
    if (!m_thread)
        m_thread = std::make_unique<WorkerThread>(u"query"_s, WorkerThread::Urgency::Background);
    const quint64 number = ++m_newest;
    m_thread->post([this, pass = Pass{number, path, filter, std::move(candidates)}] { run(pass); });
    return number;
}

void BodyQuery::cancel()
{
    ++m_newest;
}

void BodyQuery::run(const Pass &pass)
{
    const auto ended = [&] { return m_newest != pass.number; };
    if (ended())
        return;
    QueryProgress progress{pass.number, 0, qint64(pass.candidates.size()), false};
    std::vector<EventId> matches;
    QElapsedTimer sinceReport;
    sinceReport.start();

    StoreError error;
    if (const auto reader = SessionReader::open(pass.path, &error)) {
        std::vector<EventId> ids;
        ids.reserve(pass.candidates.size());
        for (const auto &candidate : pass.candidates)
            ids.push_back(candidate.id);
        // A block of events is looked at before the first of them is read.
        auto looked = pass.candidates.begin();
        auto read = looked;
        const auto goTo = [](auto &candidate, EventId id) {
            while (candidate->id < id) // passed over, or gone from the file since
                ++candidate;
        };
        const auto goOn = [&] {
            progress.done = std::max(looked, read) - pass.candidates.begin() + 1;
            if (sinceReport.elapsed() >= reportMs) {
                sinceReport.restart();
                report(progress, std::exchange(matches, {}), {});
            }
            return !ended();
        };
        const auto take = [&](const EventRecord &record, const Delivery &delivery) {
            goTo(read, record.id);
            const DeliveryBytes bytes(delivery, contentOf(delivery).body, record.event.payloadFrom,
                                      record.event.payloadBytes);
            if (pass.filter.matches(RecordFields(record, read->copies), bytes))
                matches.push_back(record.id);
            return goOn();
        };
        const auto look = [&](EventId id, const RawBytes &bytes) {
            goTo(looked, id);
            if (!goOn())
                return Looked::Stop;
            return pass.filter.mayMatch(bytes) ? Looked::Read : Looked::PassOver;
        };
        error = reader->scan(ids, take, look);
    }
    progress.finished = true;
    report(progress, std::move(matches), error.text);
}

void BodyQuery::report(const QueryProgress &progress, std::vector<EventId> events, const QString &problem)
{
    m_mailbox.post([this, progress, events = std::move(events), problem] {
        if (progress.query != m_newest)
            return;
        if (!events.empty())
            emit matched(progress.query, events);
        emit progressed(progress);
        if (!problem.isEmpty())
            emit failed(problem);
    });
}

} // namespace creel
