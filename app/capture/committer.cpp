// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/committer.h"

#include "app/store/open_file.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QThread>

#include <chrono>

namespace creel {

namespace {
constexpr qint64 mostBytesAtOnce = 16LL * 1024 * 1024;
constexpr int readersLeaveMs = 2000;

qint64 utcNowUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

StoreError noFile()
{
    return {StoreError::Kind::CannotOpen, QCoreApplication::translate("Capture", "No session file is open.")};
}

StoreError stillRead(const QString &path)
{
    return {StoreError::Kind::CannotOpen,
            QCoreApplication::translate("Capture", "%1 is still read here by its old name. Try again.")
                .arg(QDir::toNativeSeparators(path))};
}

/// Takes what makes up one transaction off the front: what is larger would not fit into the log.
Load takeTransaction(Load &load)
{
    qint64 bytes = 0;
    size_t count = 0;
    for (; count < load.tokens.size(); ++count) {
        bytes += load.tokens[count].bytes;
        if (count > 0 && bytes > mostBytesAtOnce)
            break;
    }
    Load part;
    if (count == load.tokens.size()) {
        std::swap(part, load);
        return part;
    }
    const auto cut = [count](auto &from, auto &to) {
        const auto end = from.begin() + qsizetype(count);
        to.assign(std::make_move_iterator(from.begin()), std::make_move_iterator(end));
        from.erase(from.begin(), end);
    };
    cut(load.catches, part.catches);
    cut(load.tokens, part.tokens);
    part.replied = std::exchange(load.replied, {});
    part.outcomes = std::exchange(load.outcomes, {});
    return part;
}

/// The time until the commit stands in for the time until the reply, which leaves right after it.
void noteCommitTime(std::span<Catch> catches, qint64 nowUs)
{
    for (auto &caught : catches) {
        auto &reply = caught.delivery.reply;
        if (reply.status == 0 || caught.answeredLater)
            continue;
        reply.durationUs = nowUs - caught.delivery.receivedAtUs;
        for (auto &record : caught.records)
            record.reply.durationUs = reply.durationUs;
    }
}
} // namespace

Committer::Committer(Backlog *backlog, Gauges *gauges, CaptureObserver *observer, Turn *turn,
                     GiveBack giveBack, std::function<void()> collect)
    : m_backlog(backlog)
    , m_gauges(gauges)
    , m_observer(observer)
    , m_giveBack(std::move(giveBack))
    , m_collect(std::move(collect))
    , m_housekeeper(turn, [observer](EventId through) {
        if (observer)
            observer->removed(through);
    })
{
}

Committer::~Committer()
{
    close();
}

StoreError Committer::open(const Opening &opening, const std::function<bool()> &wanted)
{
    // the file before is let go of only for one that is known to be sound, unless they are the same
    const auto path = realPath(opening.path);
    if (path == m_path)
        close();
    else if (m_writer && m_writer->isAt(path) && !closeRenamed(path))
        return stillRead(path);
    QElapsedTimer since;
    since.start();
    StoreError error;
    auto writer = SessionWriter::open(opening.path, opening.durability, &error, [&](qint64 read, qint64 of) {
        if (read == 0 && m_writer)
            close();
        opening.progressed(read, of);
        if (since.elapsed() >= opening.patience.count())
            refuseWaiting();
        return wanted();
    });
    if (writer) {
        m_writer = std::move(writer);
        m_path = realPath(opening.path); // by its real name, now that it is there
        m_gauges->file = ++m_files;
        m_logCopier.open(m_writer->log());
        m_housekeeper.setWriter(m_writer.get());
        tellProblem({});
        commitWaiting();
    }
    return error;
}

/// Connections by its name before would have those by the new one take another log for their own: readers are
/// waited for; false when they do not end.
bool Committer::closeRenamed(const QString &path)
{
    close();
    const OpenFile file(path);
    for (const QDeadlineTimer patient(readersLeaveMs); file.isOpen() && !patient.hasExpired();)
        QThread::msleep(1);
    return !file.isOpen();
}

void Committer::close()
{
    commitWaiting();
    if (m_writer) {
        m_collect();
        commitWaiting();
        m_writer->flush();
    }
    m_housekeeper.setWriter(nullptr);
    m_logCopier.close();
    m_writer.reset();
    m_path.clear();
    m_gauges->file = 0;
}

StoreError Committer::move(const QString &copy, const QString &path)
{
    if (!m_writer)
        return noFile();
    commitWaiting();
    m_logCopier.close();
    const auto error = m_writer->moveTo(copy, path);
    m_logCopier.open(m_writer->log());
    if (!error) {
        m_path = realPath(path);
        tellProblem({}); // it could be written just now
    }
    return error;
}

void Committer::commitWaiting()
{
    for (auto load = m_backlog->take(); !load.isEmpty();)
        commit(takeTransaction(load));
}

bool Committer::commitHere(Load &load, const GiveBack &giveBack)
{
    if (!m_writer)
        return false;
    noteReplies(load);
    const auto error = m_writer->appendAtOnce(load.catches);
    if (error.kind == StoreError::Kind::Busy)
        return false;
    settle(load, error, giveBack);
    return true;
}

bool Committer::getReady()
{
    return m_writer && m_writer->getReady();
}

void Committer::letGo()
{
    if (m_writer)
        m_writer->letGo();
}

void Committer::commit(Load load)
{
    noteReplies(load);
    const auto error = !m_writer              ? noFile()
                       : load.catches.empty() ? m_writer->flush()
                                              : m_writer->append(load.catches);
    if (!load.catches.empty())
        settle(load, error, m_giveBack);
}

/// Takes from @p load what it tells of replies.
void Committer::noteReplies(Load &load)
{
    const auto replied = std::exchange(load.replied, {});
    const auto outcomes = std::exchange(load.outcomes, {});
    if (!m_writer)
        return;
    for (const auto &[file, first, last, atUs] : replied) {
        if (file == m_files)
            m_writer->noteReplied(first, last, atUs);
    }
    for (const auto &[delivery, durationUs, words] : outcomes) {
        if (delivery.file == m_files)
            m_writer->noteOutcome(delivery.id, durationUs, words);
    }
}

/// What follows from the outcome of the catches of @p load.
void Committer::settle(Load &load, const StoreError &error, const GiveBack &back)
{
    giveBack(load, !error, back);
    m_logCopier.look();
    tellProblem(error);
    if (error || !m_observer)
        return;

    noteCommitTime(load.catches, utcNowUs());
    for (auto &caught : load.catches) {
        caught.delivery.body = {};
        caught.delivery.bodyHold = {};
    }
    m_observer->captured({std::move(load.catches)});
}

/// Counts and hands back the tokens of what was kept, or of what was not.
void Committer::giveBack(Load &load, bool kept, const GiveBack &back)
{
    Committed committed{std::move(load.tokens), m_files, {}, kept};
    if (kept) {
        committed.deliveries.reserve(load.catches.size());
        for (const auto &caught : load.catches)
            committed.deliveries.push_back(caught.delivery.id);
    }
    auto &count = kept ? m_gauges->stored : m_gauges->failed;
    count.fetch_add(qint64(load.catches.size()), std::memory_order_relaxed);
    back(std::move(committed));
}

/// While a file is being opened, for so long that a sender would rather try again.
void Committer::refuseWaiting()
{
    auto load = m_backlog->take();
    if (!load.catches.empty())
        giveBack(load, false, m_giveBack);
}

void Committer::tellProblem(const StoreError &error)
{
    const bool same = error.kind == m_problem.kind && error.text == m_problem.text;
    m_problem = error;
    if (!same && m_observer)
        m_observer->storeProblem(error);
}

} // namespace creel
