// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/committer.h"

#include <QCoreApplication>
#include <QDateTime>

#include <chrono>

namespace creel {

namespace {
qint64 utcNowUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

StoreError noFile()
{
    return {StoreError::Kind::CannotOpen, QCoreApplication::translate("Capture", "No session file is open.")};
}

/// The time until the commit stands in for the time until the reply, which leaves right after it.
void noteCommitTime(std::span<Catch> catches, qint64 nowUs)
{
    for (auto &[delivery, records] : catches) {
        if (delivery.reply.status == 0)
            continue;
        delivery.reply.durationUs = nowUs - delivery.receivedAtUs;
        for (auto &record : records)
            record.reply.durationUs = delivery.reply.durationUs;
    }
}
} // namespace

Committer::Committer(Backlog *backlog, Gauges *gauges, CaptureObserver *observer,
                     std::function<void(Committed)> giveBack)
    : m_backlog(backlog)
    , m_gauges(gauges)
    , m_observer(observer)
    , m_giveBack(std::move(giveBack))
    , m_housekeeper([observer](EventId through) {
        if (observer)
            observer->removed(through);
    })
{
}

Committer::~Committer()
{
    close();
}

StoreError Committer::open(const QString &path, Durability durability)
{
    close();
    StoreError error;
    m_writer = SessionWriter::open(path, durability, &error);
    if (m_writer) {
        m_logCopier.open(m_writer->log());
        m_housekeeper.setWriter(m_writer.get());
        tellProblem({});
    }
    return error;
}

void Committer::close()
{
    commitWaiting();
    if (m_writer)
        m_writer->flush();
    m_housekeeper.setWriter(nullptr);
    m_logCopier.close();
    m_writer.reset();
}

void Committer::commitWaiting()
{
    auto load = m_backlog->take();
    if (load.isEmpty())
        return;
    const auto error = keep(load);
    if (load.catches.empty())
        return;

    Committed committed{std::move(load.tokens), {}, !error};
    if (!error) {
        committed.deliveries.reserve(load.catches.size());
        for (const auto &caught : load.catches)
            committed.deliveries.push_back(caught.delivery.id);
        m_gauges->stored.fetch_add(qint64(load.catches.size()), std::memory_order_relaxed);
    } else {
        m_gauges->failed.fetch_add(qint64(load.catches.size()), std::memory_order_relaxed);
    }
    m_giveBack(std::move(committed));
    m_logCopier.look();
    tellProblem(error);
    if (error || !m_observer)
        return;

    noteCommitTime(load.catches, utcNowUs());
    if (!m_observer->wantsBodies()) {
        for (auto &caught : load.catches)
            caught.delivery.body = {};
    }
    m_observer->captured({std::move(load.catches)});
}

StoreError Committer::keep(Load &load)
{
    if (!m_writer)
        return noFile();
    for (const auto &[first, last, atUs] : load.replied)
        m_writer->noteReplied(first, last, atUs);
    for (const auto &[delivery, durationUs, words] : load.outcomes)
        m_writer->noteOutcome(delivery, durationUs, words);
    return load.catches.empty() ? m_writer->flush() : m_writer->append(load.catches);
}

void Committer::tellProblem(const StoreError &error)
{
    const bool same = error.kind == m_problem.kind && error.text == m_problem.text;
    m_problem = error;
    if (!same && m_observer)
        m_observer->storeProblem(error);
}

} // namespace creel
