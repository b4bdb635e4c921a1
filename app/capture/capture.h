// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "app/capture/reply_rules.h"
#include "app/catalog/catalog.h"
#include "app/store/session_file.h"
#include "app/thread/mailbox.h"
#include "app/thread/worker_thread.h"

#include <QObject>
#include <QSslConfiguration>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// Counters since the session was opened; read from any thread at any time.
struct CaptureCounters {
    qint64 stored = 0;     ///< deliveries kept
    qint64 unrecorded = 0; ///< answered while paused, not kept
    qint64 refused = 0;    ///< malformed or over a limit
    qint64 failed = 0;     ///< answered 503: could not be kept
    int connections = 0;
};

/// One committed batch, as it leaves the capture side.
struct CapturedBatch {
    std::vector<Catch> catches; ///< without bodies: they are in the file
};

/// What is wanted of the opening of a file, and who is told how it goes, on the committer's thread.
struct Opening {
    QString path;
    Durability durability = Durability::Power;
    /// So many events were read, to know their repeats by. The first time, with 0, the file before was closed
    /// just now, and this one is known to be sound.
    std::function<void(qint64 read, qint64 of)> progressed = [](qint64, qint64) {};
    /// Not called when another file was asked for meanwhile. After an error the file before goes on, unless
    /// progressed() was called: then there is none.
    std::function<void(const StoreError &error)> ended = [](const StoreError &) {};
    /// Deliveries that come meanwhile wait so long, and are answered 503 from then on.
    std::chrono::milliseconds patience{2000};
};

/// Whom the capture side reports to. Called on its threads; an implementation only hands over.
class CaptureObserver
{
public:
    virtual ~CaptureObserver() = default;
    virtual void captured(CapturedBatch batch) = 0; ///< committed
    virtual void listenStateChanged(const ListenState &state) = 0;
    virtual void storeProblem(const StoreError &error) = 0; ///< a None error: it works again
    /// Retention removed all events up to and including @p through. Committer thread.
    virtual void removed(EventId through) { Q_UNUSED(through) }
    /// What became of a reply that a rule delayed, cut, hung or shaped otherwise, or that (durationUs below
    /// 0) never left; long after captured(). Listener thread.
    virtual void replied(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome)
    {
        Q_UNUSED(delivery)
        Q_UNUSED(durationUs)
        Q_UNUSED(outcome)
    }
};

/// The capture side: a thread with the listener and its connections, one that reads large requests for it,
/// one that writes the session file, and one that copies the file's log. A reply leaves only after the
/// transaction that holds its delivery. All functions may be called from one thread (the session's) and
/// return at once unless they say otherwise.
class Capture
{
public:
    Capture(std::shared_ptr<const Catalogs> catalogs, CaptureObserver *observer);
    ~Capture(); ///< drains: what was received whole is stored and answered

    /// Opens a file for writing instead of the one before. Whatever was asked for and is not open yet, no
    /// longer is.
    void openFile(Opening opening);
    StoreError openFile(const QString &path, Durability durability); ///< the same, and waits for it
    void closeFile();                                                ///< waits; drains what is under way

    /// Goes on in the copy of the open file that copySession() made at @p copy, put at @p path: what is
    /// received is kept there from now on, and nothing that was kept is missing (SessionWriter::moveTo).
    /// @p moved is called on the committer's thread; after an error the file before goes on.
    void moveFile(const QString &copy, const QString &path, std::function<void(const StoreError &)> moved);

    /// @p tls: what was read of the certificate that @p options name; nothing: that is done here, on a thread
    /// of its own, and it is listened after that. What is asked for meanwhile comes in its stead.
    void listen(const ListenOptions &options, std::optional<QSslConfiguration> tls = {});
    void stop();
    void setPaused(bool paused); ///< answer, but do not record
    /// From the next delivery on, without listening anew.
    void setHandshakes(const HandshakeOptions &handshakes);
    void setRules(std::vector<ReplyRule> rules);
    void resetSequences();
    CaptureCounters counters() const;

    /// What the session is kept down to, from now on; removed in blocks between batches.
    void setRetention(const Retention &retention);
    /// Removes what is hidden (SessionWriter::setClearedThrough), in blocks between batches.
    void purgeHidden();

    /// Runs @p task with the writer on the committer's thread, between batches (null when no file is open).
    void withWriter(std::function<void(SessionWriter *)> task);

private:
    struct State;
    quint64 callOffOpening();
    std::unique_ptr<State> m_state;
};

} // namespace creel
