// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/cli/cli.h"
#include "app/cli/event_printer.h"
#include "app/cli/forwarder.h"
#include "app/cli/rare_line.h"
#include "app/thread/mailbox.h"

#include <QEventLoop>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace creel {

/// What `creel listen` is asked to do.
struct ListenPlan {
    ListenOptions listen;
    std::optional<QSslConfiguration> tls; ///< as Capture::listen() takes it
    QString path;
    Durability durability = Durability::Power;
    Retention keep{}; ///< of the session, whatever the window has said of it
    std::vector<ReplyRule> rules;
    HandshakeOptions handshakes;
    QByteArray forwardUrl; ///< empty: none
    bool print = true;
};

/// One run of `creel listen`: capture, and whoever follows the session it fills. Main thread.
class Listening final : public CaptureObserver
{
public:
    explicit Listening(ListenPlan plan);
    /// Returns when a signal ended it and all was drained, or at once when it cannot listen.
    Exit run();

    void captured(CapturedBatch batch) override;
    void listenStateChanged(const ListenState &state) override;
    void storeProblem(const StoreError &error) override;
    void removed(EventId through) override { m_removedThrough = through; }

private:
    void listenerIs(const ListenState &state);
    bool isForwardedTo(const ListenState &state) const;
    void openStore();
    void discardStore();
    void storeOpened(const StoreError &error);
    void storeIs(const StoreError &error);
    void drain();
    void removeSurplus();
    Exit tellKept() const;
    bool isLastInFile() const;

    const ListenPlan m_plan;
    Mailbox m_mailbox;
    QEventLoop m_loop;
    RareLine m_storeLine;
    Exit m_exit = Exit::Fine;
    bool m_storeFailed = false;
    bool m_storeIsNew = false;               ///< there was no file before
    std::atomic<qint64> m_kept = 0;          ///< deliveries
    std::atomic<bool> m_refusedLast = false; ///< what came last could not be kept
    // of the last one kept, without its body; to be looked at when capture has ended
    Delivery m_last;
    EventId m_lastEvent{};
    std::atomic<EventId> m_removedThrough{}; ///< by --keep
    std::unique_ptr<EventPrinter> m_printer;
    std::unique_ptr<Forwarder> m_forwarder;
    std::unique_ptr<Capture> m_capture; ///< last: it reports to all of the above
};

} // namespace creel
