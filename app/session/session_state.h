// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/samples.h"
#include "app/session/event_feed.h"
#include "app/session/rate_meter.h"
#include "app/session/secrets.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/store/open_file.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <iterator>

namespace creel {

/// What the capture side tells, handed to the main thread: records through the feed, the rest as tasks.
class Session::Observer final : public CaptureObserver
{
public:
    explicit Observer(EventFeed &feed) : m_feed(feed) {}
    void captured(CapturedBatch batch) override
    {
        std::vector<EventRecord> records;
        for (auto &item : batch.catches)
            std::ranges::move(item.records, std::back_inserter(records));
        m_feed.put(std::move(records));
    }
    void replied(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome) override
    {
        m_feed.putReplied(delivery, durationUs, outcome);
    }
    void removed(EventId through) override { onRemoved(through); }
    void listenStateChanged(const ListenState &state) override { onListenState(state); }
    void storeProblem(const StoreError &error) override { onStoreProblem(error); }

    std::function<void(const ListenState &)> onListenState;
    std::function<void(const StoreError &)> onStoreProblem;
    std::function<void(EventId)> onRemoved;

private:
    EventFeed &m_feed;
};

/// The file that is being opened.
struct OpeningFile {
    OpeningProgress progress;
    qint64 sinceMs = 0;
    bool fresh = false;    ///< made by us; there is nothing to fall back to
    bool shown = false;    ///< took the place of the file before
    bool renamed = false;  ///< it is the file before, which is closed for it
    bool callsOff = false; ///< another opening, which may have closed the file before
};

/// A copy that is being made on the thread for it.
struct CopyingFile {
    CopyingProgress progress;
    /// Taken back by whoever is first: who cancels it, or the thread that made it, once it is whole.
    std::shared_ptr<std::atomic<bool>> wanted = std::make_shared<std::atomic<bool>>(true);
    bool moving = false; ///< capture takes it over
};

/// What a session holds. Members that post to others stand below them, so they end first.
struct Session::State {
    /// Another file takes the place of the one that is still shown: what is asked of that one would be done
    /// to the other.
    bool isLeaving() const { return opening && !opening->shown; }

    QElapsedTimer clock;
    Mailbox mailbox;
    EventFeed feed;
    BodyQuery bodies;
    NoticeBoard notices;
    RateMeter rate;
    QTimer counterTimer;
    QString path;
    OpenFile file;
    qint64 fileIdentity = 0;
    quint64 openings = 0; ///< how many were begun: the number of the latest
    std::optional<OpeningFile> opening;
    std::optional<CopyingFile> copying;
    Notice damaged;      ///< offers to salvage what is at damagedPath
    QString damagedPath; ///< of the file whose content can be salvaged
    bool readOnly = false;
    QString storeProblem; ///< why the file cannot be written; empty: it can
    bool paused = false;
    std::optional<EventId> undoClear; ///< what was cleared before the last clear
    ListenOptions asked;              ///< of the listener, last; what is in force is in listenState
    bool keepsAsked = false;          ///< it is to be stored as soon as it is listened so
    ListenState listenState;
    ReplyChoice replies;
    QString unwrittenReplies; ///< why they are not written; empty: they are
    Secrets secrets;
    HandshakeOptions handshakes;
    Retention retention;
    std::atomic<int> fileNumber =
        0;                    ///< of the file that is open; what the one before still tells is not for it
    qint64 removedEvents = 0; ///< by retention, from the list
    std::unique_ptr<SessionReader> reader;
    std::shared_ptr<const Catalogs> catalogs =
        std::make_shared<const Catalogs>(Catalogs::load(catalogDirectories()));
    std::optional<SampleStream> samples;
    quint64 lastTicket = 0;
    /// Of ours, whose it is and what that one calls it; and the file that its event is in.
    struct Sending {
        Sender *sender = nullptr;
        quint64 ticket = 0;
        qint64 fileIdentity = 0;
    };
    QHash<quint64, Sending> tickets;
    Observer observer{feed};
    Sender sender;
    Sender ownSender{
        {.limits = {}, .anyCertificate = true}}; ///< to the own listener, whose certificate is known
    Capture capture{catalogs, &observer};
    std::unique_ptr<WorkerThread> copyThread; ///< made when it is first needed
};

} // namespace creel
