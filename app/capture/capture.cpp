// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capture.h"

#include "app/capture/backlog.h"
#include "app/capture/certificate.h"
#include "app/capture/committer.h"
#include "app/capture/gauges.h"
#include "app/capture/listener.h"
#include "app/capture/turn.h"

#include <QFileInfo>
#include <QThread>

#include <atomic>
#include <mutex>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

struct Capture::State {
    Backlog backlog;
    Gauges gauges;
    WorkerThread listenerThread{u"listener"_s};
    WorkerThread committerThread{u"committer"_s};
    std::unique_ptr<Listener> listener; ///< on its thread only
    Turn turn;                          ///< held while the committer works, on whichever thread
    std::unique_lock<Turn> ready{turn, std::defer_lock}; ///< of the listener, ahead of a commit
    std::unique_ptr<Committer> committer;            ///< used holding turn; made and destroyed on its thread
    std::atomic<quint64> opening = 0;                ///< number of the one wanted; others end by themselves
    std::atomic<quint64> listening = 0;              ///< the same, of what is asked of the listener
    std::unique_ptr<WorkerThread> certificateThread; ///< made when it is first needed

    /// Runs @p task on the committer's thread, where nothing else works with the committer meanwhile.
    void postToCommitter(std::function<void()> task)
    {
        committerThread.post([this, task = std::move(task)] {
            const std::lock_guard held(turn);
            task();
        });
    }
    void runOnCommitter(const std::function<void()> &task)
    {
        committerThread.run([this, &task] {
            const std::lock_guard held(turn);
            task();
        });
    }
    void readThenListen(const ListenOptions &options, quint64 number);
    bool commitHere(Load &load);
    void getReady();
    void letGo();
    /// Large bodies are spooled where the session file really lies.
    void spoolBeside(const QString &path)
    {
        listenerThread.post(
            [this, folder = QFileInfo(realPath(path)).absolutePath()] { listener->setSpoolFolder(folder); });
    }
};

/// On the listener's thread, if the committer has nothing to do and nothing would wait: false otherwise.
bool Capture::State::commitHere(Load &load)
{
    const auto held = ready ? std::exchange(ready, std::unique_lock(turn, std::defer_lock))
                            : std::unique_lock(turn, std::try_to_lock);
    if (!held)
        return false;
    if (backlog.isEmpty())
        return committer->commitHere(load, [this](const Committed &done) { listener->committed(done); });
    committer->letGo();
    return false;
}

/// The committer's thread has nothing else to do meanwhile: whoever comes waits as long as for a commit.
void Capture::State::getReady()
{
    if (!ready && ready.try_lock() && !committer->getReady())
        ready.unlock();
}

void Capture::State::letGo()
{
    if (!ready)
        return;
    committer->letGo();
    ready.unlock();
}

Capture::Capture(std::shared_ptr<const Catalogs> catalogs, CaptureObserver *observer)
    : m_state(std::make_unique<State>())
{
    auto *s = m_state.get();
    s->runOnCommitter([s, observer] {
        s->committer = std::make_unique<Committer>(
            &s->backlog, &s->gauges, observer, &s->turn,
            [s](Committed committed) {
                s->listenerThread.post([s, shared = std::make_shared<const Committed>(std::move(committed))] {
                    s->listener->committed(*shared);
                });
            },
            [s] { s->listenerThread.run([s] { s->listener->handOver(); }); }); // it never waits for this one
    });
    s->listenerThread.run([s, observer, &catalogs] {
        s->listener = std::make_unique<Listener>(
            std::move(catalogs), &s->backlog, &s->gauges, observer,
            [s] { s->postToCommitter([s] { s->committer->commitWaiting(); }); },
            HandOver::CommitHere{[s](Load &load) { return s->commitHere(load); }, [s] { s->getReady(); },
                                 [s] { s->letGo(); }},
            [s] { return s->listenerThread.hasPosted(); });
    });
}

Capture::~Capture()
{
    auto *s = m_state.get();
    callOffOpening();
    ++s->listening;
    s->certificateThread.reset();
    bool waiting = true;
    while (waiting) {
        s->listenerThread.run([s, &waiting] { waiting = s->listener->drain(); });
        // What this commits is back with the listener before its next drain.
        s->runOnCommitter([s] { s->committer->commitWaiting(); });
        if (waiting)
            QThread::msleep(1); // answers go out meanwhile
    }
    s->runOnCommitter([s] { s->committer->close(); });
    s->listenerThread.run([s] { s->listener.reset(); });
    s->runOnCommitter([s] { s->committer.reset(); });
}

quint64 Capture::callOffOpening()
{
    return ++m_state->opening;
}

void Capture::openFile(Opening opening)
{
    m_state->postToCommitter([s = m_state.get(), number = callOffOpening(), asked = std::move(opening)] {
        const auto wanted = [s, number] { return s->opening == number; };
        if (!wanted())
            return;
        const auto error = s->committer->open(asked, wanted);
        if (!error && s->committer->writer())
            s->spoolBeside(asked.path);
        if (wanted())
            asked.ended(error);
    });
}

StoreError Capture::openFile(const QString &path, Durability durability)
{
    StoreError error;
    Opening opening{path, durability};
    opening.ended = [&error](const StoreError &ended) { error = ended; };
    openFile(std::move(opening));
    m_state->runOnCommitter([] {}); // behind it
    return error;
}

void Capture::closeFile()
{
    callOffOpening();
    m_state->runOnCommitter([s = m_state.get()] { s->committer->close(); });
}

void Capture::moveFile(const QString &copy, const QString &path,
                       std::function<void(const StoreError &)> moved)
{
    m_state->postToCommitter([s = m_state.get(), copy, path, moved = std::move(moved)] {
        const auto error = s->committer->move(copy, path);
        if (!error)
            s->spoolBeside(path);
        moved(error);
    });
}

/// The files may be pipes, which are waited for: deliveries are answered meanwhile.
void Capture::State::readThenListen(const ListenOptions &options, quint64 number)
{
    if (!certificateThread)
        certificateThread = std::make_unique<WorkerThread>(u"certificate"_s);
    certificateThread->post([this, options, number] {
        const auto isWanted = [this, number] { return listening == number; };
        QString problem;
        const auto tls = tlsConfiguration({options.certificateFile, options.keyFile}, &problem, {}, isWanted);
        listenerThread.post([this, options, tls, problem, isWanted] {
            if (isWanted())
                tls ? listener->listen(options, tls) : listener->refuse(options, problem);
        });
    });
}

void Capture::listen(const ListenOptions &options, std::optional<QSslConfiguration> tls)
{
    const auto number = ++m_state->listening;
    if (options.tls() && !tls)
        return m_state->readThenListen(options, number);
    m_state->listenerThread.post(
        [s = m_state.get(), options, tls = std::move(tls)] { s->listener->listen(options, tls); });
}

void Capture::stop()
{
    ++m_state->listening;
    m_state->listenerThread.post([s = m_state.get()] { s->listener->stop(); });
}

void Capture::setPaused(bool paused)
{
    m_state->listenerThread.post([s = m_state.get(), paused] { s->listener->setPaused(paused); });
}

void Capture::setHandshakes(const HandshakeOptions &handshakes)
{
    m_state->listenerThread.post([s = m_state.get(), handshakes] { s->listener->setHandshakes(handshakes); });
}

void Capture::setRules(std::vector<ReplyRule> rules)
{
    m_state->listenerThread.post(
        [s = m_state.get(), rules = std::move(rules)] { s->listener->setRules(rules); });
}

void Capture::resetSequences()
{
    m_state->listenerThread.post([s = m_state.get()] { s->listener->resetSequences(); });
}

CaptureCounters Capture::counters() const
{
    const auto &g = m_state->gauges;
    return {g.stored.load(std::memory_order_relaxed), g.unrecorded.load(std::memory_order_relaxed),
            g.refused.load(std::memory_order_relaxed), g.failed.load(std::memory_order_relaxed),
            g.connections.load(std::memory_order_relaxed)};
}

void Capture::setRetention(const Retention &retention)
{
    m_state->postToCommitter(
        [s = m_state.get(), retention] { s->committer->housekeeper().setRetention(retention); });
}

void Capture::purgeHidden()
{
    m_state->postToCommitter([s = m_state.get()] { s->committer->housekeeper().purge(); });
}

void Capture::withWriter(std::function<void(SessionWriter *)> task)
{
    m_state->postToCommitter([s = m_state.get(), task = std::move(task)] { task(s->committer->writer()); });
}

} // namespace creel
