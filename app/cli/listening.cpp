// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listening.h"

#include "app/capture/listen_problem.h"
#include "app/cli/own_address.h"
#include "app/cli/reading.h"
#include "app/cli/terminal.h"
#include "app/cli/termination.h"
#include "app/cli/tr.h"
#include "app/session/listen_settings.h"
#include "app/session/settings.h"
#include "app/store/log_folding.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "listen"_L1;
constexpr int forwardGraceMs = 5000;

/// The newest log that lies at or beside @p path; empty when there is none.
QString logLeft(const QString &path)
{
    const QFileInfo session(path);
    const auto logs = session.dir().entryInfoList({session.fileName() + u"-wal*"_s}, QDir::Files, QDir::Time);
    const auto left = std::ranges::find_if(logs, [](const auto &log) { return log.size() > 0; });
    return left == logs.end() ? QString() : left->filePath();
}
} // namespace

Listening::Listening(ListenPlan plan) : m_plan(std::move(plan)) {}

Exit Listening::run()
{
    QStringList problems;
    auto catalogs = std::make_shared<const Catalogs>(Catalogs::load(catalogDirectories(), &problems));
    for (const auto &problem : problems)
        say(u"creel listen: "_s + problem);

    if (m_plan.print)
        m_printer = std::make_unique<EventPrinter>(m_plan.path);
    if (!m_plan.forwardUrl.isEmpty())
        m_forwarder = std::make_unique<Forwarder>(m_plan.path, m_plan.forwardUrl);
    m_capture = std::make_unique<Capture>(std::move(catalogs), this);
    Termination termination;
    QObject::connect(&termination, &Termination::asked, &m_loop, &QEventLoop::quit);
    m_capture->setRules(m_plan.rules);
    m_capture->setHandshakes(m_plan.handshakes);
    m_capture->setRetention(m_plan.keep);
    openStore();
    m_loop.exec();
    m_capture.reset();
    endPatience(); // all that is to be printed is known
    if (m_exit == Exit::Fine)
        drain();
    else
        discardStore();
    return m_exit;
}

/// What was made for a port that was not to be had.
void Listening::discardStore()
{
    if (m_storeIsNew && m_kept == 0)
        QFile::remove(m_plan.path);
}

void Listening::drain()
{
    if (m_printer)
        m_printer->finish();
    if (m_forwarder) {
        const QDeadlineTimer deadline(forwardGraceMs);
        QTimer poll;
        QObject::connect(&poll, &QTimer::timeout, &m_loop, [this, &deadline] {
            if (m_forwarder->isIdle() || deadline.hasExpired())
                m_loop.quit();
        });
        poll.start(10);
        m_loop.exec();
        say(tr("Sent on: %1, failed: %2%3")
                .arg(QString::number(m_forwarder->answered2xx()), QString::number(m_forwarder->failed()),
                     m_forwarder->isIdle() ? QString() : tr("; not all was sent on in time")));
        m_forwarder.reset();
    }
    removeSurplus();
    if (m_printer)
        m_printer->tellUnprinted(m_removedThrough.load() != EventId{});
    m_printer.reset();
    foldLog(m_plan.path); // which was being read when its writer was closed
    m_exit = tellKept();
}

/// What came since that was looked at last: it may be more than is to be kept, and was printed first. Only in
/// the file that was written.
void Listening::removeSurplus()
{
    if (m_plan.keep == Retention{} || !isLastInFile())
        return;
    StoreError error;
    const auto writer = SessionWriter::open(m_plan.path, m_plan.durability, &error);
    const auto nowUs = QDateTime::currentMSecsSinceEpoch() * 1000;
    EventId through{};
    for (bool more = writer != nullptr; more && !error;)
        error = writer->applyRetention(m_plan.keep, nowUs, &more, &through);
    if (through != EventId{})
        m_removedThrough = through;
    if (error)
        say(tr("creel listen: What --keep says could not be done at the end: %1").arg(error.text));
}

/// What became of the file meanwhile: somebody may have removed, replaced or damaged it.
Exit Listening::tellKept() const
{
    const auto kept = QString::number(m_kept);
    if (!isLastInFile()) {
        const auto log = logLeft(m_plan.path);
        return refuse(Exit::Environment, name,
                      tr("%1 deliveries were kept, and %2 does not hold them: it was removed, moved or "
                         "changed meanwhile. Look for the file that it was%3")
                          .arg(kept, m_plan.path,
                               log.isEmpty()
                                   ? QString()
                                   : tr(", and put %1 beside it, named as it with -wal behind: what "
                                        "came last is in there")
                                         .arg(log)));
    }
    const bool removed = m_removedThrough.load() != EventId{};
    say(tr("Kept %1 deliveries in %2%3")
            .arg(kept, m_plan.path, removed ? tr(", and removed the oldest as --keep says") : QString()));
    if (m_refusedLast)
        return refuse(Exit::Environment, name,
                      tr("What came last could not be kept in %1, and was answered 503").arg(m_plan.path));
    return Exit::Fine;
}

bool Listening::isLastInFile() const
{
    StoreError error;
    const auto reader = SessionReader::open(m_plan.path, &error);
    if (!reader || m_kept == 0)
        return reader != nullptr;
    const auto found = reader->delivery(m_last.id);
    if (!found)
        return m_removedThrough.load() >= m_lastEvent;
    return found->receivedAtUs == m_last.receivedAtUs && found->head == m_last.head;
}

void Listening::captured(CapturedBatch batch)
{
    if (batch.catches.empty() || batch.catches.front().records.empty())
        return;
    m_kept += qint64(batch.catches.size());
    const auto first = batch.catches.front().records.front().id;
    qint64 events = 0;
    for (const auto &caught : batch.catches)
        events += qint64(caught.records.size());
    if (const auto &last = batch.catches.back().records; !last.empty())
        m_lastEvent = last.back().id;
    m_last = std::move(batch.catches.back().delivery);
    if (m_printer)
        m_printer->wake(first, events);
    if (m_forwarder)
        m_forwarder->wake(first);
}

void Listening::listenStateChanged(const ListenState &state)
{
    m_mailbox.post([this, state] { listenerIs(state); });
}

void Listening::storeProblem(const StoreError &error)
{
    m_refusedLast = bool(error);
    m_mailbox.post([this, error] { storeIs(error); });
}

void Listening::listenerIs(const ListenState &state)
{
    if (state.kind == ListenState::Kind::Refused) {
        const auto advice = state.wantsOtherPort
                                ? tr(" --listen %1:0 finds a free one").arg(beforePort(state.options.host))
                                : QString();
        m_exit = refuse(Exit::Environment, name, state.problem + advice);
        m_loop.quit();
    } else if (state.kind == ListenState::Kind::Listening && isForwardedTo(state)) {
        m_exit = refuse(Exit::Usage, name,
                        tr("--forward: %1 is where this listens, so that each delivery would come back "
                           "without end; name another host or port")
                            .arg(QString::fromUtf8(m_plan.forwardUrl)));
        m_loop.quit();
    } else if (state.kind == ListenState::Kind::Listening) {
        say(tr("Listening on %1").arg(QString::fromUtf8(state.url())));
        say(tr("Keeping deliveries in %1").arg(m_plan.path));
        if (state.options.tls())
            say(tr("TLS certificate %1, SHA-256 %2")
                    .arg(m_plan.listen.certificateFile, QString::fromLatin1(state.fingerprint)));
        const auto address = listenAddress(state.options.host);
        if (!address || !address->isLoopback())
            say(tr("Whoever reaches %1 over the network may send here").arg(state.options.host));
    }
}

bool Listening::isForwardedTo(const ListenState &state) const
{
    return !m_plan.forwardUrl.isEmpty() &&
           leadsTo(parseTarget(m_plan.forwardUrl), state.options.host, state.port);
}

/// Before the port is open: whoever sends as soon as it is shall not be turned away.
void Listening::openStore()
{
    m_storeIsNew = !QFileInfo::exists(m_plan.path);
    Opening opening{m_plan.path, m_plan.durability};
    opening.ended = [this](const StoreError &error) {
        m_mailbox.post([this, error] { storeOpened(error); });
    };
    m_capture->openFile(std::move(opening));
}

void Listening::storeOpened(const StoreError &error)
{
    if (error) {
        m_storeIsNew = false; // whatever stands there is not ours
        m_exit = refuse(exitOf(error), name, error.text);
        m_loop.quit();
        return;
    }
    auto options = m_plan.listen;
    readLimits(options);
    m_capture->listen(options, m_plan.tls);
}

void Listening::storeIs(const StoreError &error)
{
    if (error)
        m_storeLine.say(u"creel listen: "_s + error.text);
    else if (m_storeFailed)
        say(tr("creel listen: %1 can be written again").arg(m_plan.path));
    m_storeFailed = bool(error);
}

} // namespace creel
