// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/catalog/catalog.h"
#include "app/event/draft.h"
#include "app/event/filter.h"
#include "app/event/summary.h"
#include "app/http/content_coding.h"
#include "app/send/sender.h"
#include "app/session/body_query.h"
#include "app/session/notices.h"
#include "app/session/reply_choice.h"
#include "app/store/session_file.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace creel {

struct OpeningFile;

/// How far the opening of a file has got: so many of its events were read to know repeats by.
struct OpeningProgress {
    QString path;
    qint64 read = 0;
    qint64 of = 0; ///< 0: not known yet
    bool operator==(const OpeningProgress &) const = default;
};

/// How far a copy of a file has got.
struct CopyingProgress {
    QString path; ///< where it is made
    qint64 copied = 0;
    qint64 of = 0;          ///< about; 0: not known yet
    bool salvaging = false; ///< it is what can be read of a damaged file
    bool operator==(const CopyingProgress &) const = default;
};

/// The composition root: one open session file, the listener, the sender and the list of events. The only
/// door for window and commands. Lives on the main thread; everything slow happens on its threads and comes
/// back as signals.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    // --- the file
    /// Begins to open (or create) a session file: opened() tells when it took the place of the one before,
    /// its events then arrive in batches by appended(), and openingChanged() tells when deliveries are kept
    /// in it; those that come meanwhile wait for a while. A file that cannot be opened is left as it is, said
    /// by a notice, and capture goes on in the file before or a new one. Ends what was still being opened.
    void open(const QString &path);
    void openNew();  ///< a fresh autosaved one
    void openLast(); ///< the one open when Creel last ended, else a fresh one
    /// Begins to copy the session to @p path and, once that is done, goes on in the copy: path() is another
    /// then, nothing else. copyingChanged() tells how it goes; an error is said by a notice, and leaves what
    /// lay there. Does nothing while a file is being opened or copied.
    void saveAs(const QString &path);
    std::optional<CopyingProgress> copying() const; ///< nothing while none is being copied or salvaged
    void cancelCopying(); ///< nothing of the copy is left; does nothing when it is about to be used
    std::optional<OpeningProgress> opening() const; ///< nothing while none is being opened
    QString path() const;
    QString name() const; ///< for people
    bool readOnly() const;
    /// Why nothing of what comes can be kept, so that senders are answered 503; empty: it is kept. The same
    /// is said by a notice, but holds when that is dismissed, too.
    QString notKept() const;
    /// False while another file takes this one's place, and where it is only read: clear(), undoClear() and
    /// setNote() do nothing then. openingChanged() and opened() tell when it may be another.
    bool isChangeable() const;
    QStringList recent() const;
    qint64 bytesOnDisk() const;
    bool loading() const;

    // --- listening
    /// As Capture::listen(): what is in force is in listenState().
    void listen(const ListenOptions &options);
    /// The same, and once it is listened so, the next start does as well.
    void chooseListening(const ListenOptions &options);
    void stopListening();
    ListenState listenState() const;
    void setPaused(bool paused);
    bool paused() const;
    CaptureCounters counters() const;
    double eventsPerSecond() const;
    /// In force from the next delivery on, and kept for the next start. Sequences begin anew when the rules
    /// that answer are others.
    void setReplies(const ReplyChoice &choice);
    const ReplyChoice &replies() const;
    /// Why the own rules in force could not be written, in words: they would be gone when Creel ends. Empty:
    /// they are written.
    QString unwrittenReplies() const;
    void writeReplies(); ///< tries again
    void resetSequences();
    /// In force from the next delivery on; the secrets go into the keychain, if there is one.
    void setHandshakes(const HandshakeOptions &handshakes);
    HandshakeOptions handshakes() const;
    /// False when no keychain takes the handshakes' secrets: they are gone when Creel ends.
    bool secretsLast() const;

    // --- keeping
    /// What this session is kept down to, from now on and whenever it is open; what is beyond it is removed
    /// at once, for good.
    void setRetention(const Retention &retention);
    Retention retention() const;
    /// How many of the rows shown since the session was opened retention removed.
    qint64 removedEvents() const;

    // --- events
    const EventList &events() const;
    const Catalogs &catalogs() const;
    std::optional<Delivery> delivery(DeliveryId id); ///< one read by primary key, from the file
    std::optional<EventRecord> record(EventId id);
    static Decoded content(const Delivery &delivery); ///< body with its content codings removed
    void clear(); ///< hides all that is in the file; undoClear() brings it back
    void undoClear();
    bool canUndoClear() const;
    void setNote(EventId event, const QString &note, bool pinned);

    /// Sorts out which of @p candidates (rows that NeedsBytes) match, on the query thread. Ends the query
    /// before it. Rows that match come by queryMatched() in order, progress by queryProgressed(). Returns its
    /// number.
    quint64 query(const Filter &filter, const std::vector<EventId> &candidates);
    void cancelQuery();

    // --- sending
    Draft
    draftOf(EventId event); ///< method, URL of the listener or last target, headers and body as they arrived
    Draft newDraft() const; ///< a POST of an empty JSON object to the last target, else to the listener
    quint64 send(const Draft &draft); ///< ends in attemptFinished(); the ticket is for cancelSend()
    void cancelSend(quint64 ticket);
    std::vector<Attempt> attempts(EventId source); ///< oldest first
    /// Sends @p count sample events to the own listener, as any sender would.
    void sendSamples(int count);

    std::vector<Notice> notices() const;
    void dismiss(const QString &noticeId);
    /// Does what helps with a notice; not what asks first (ListenOn, SaveAs), which is for the window.
    void apply(const QString &noticeId, Remedy remedy);

signals:
    void opened(); ///< another file is shown; events() is empty or about to fill
    void openingChanged();
    void copyingChanged();
    void loadingChanged();
    void keepingChanged(); ///< notKept() is another; so it may be when opened() comes
    void appended(qsizetype first, qsizetype last); ///< rows of events(), last inclusive; at most every 33 ms
    void aboutToClear();                            ///< events() is about to be emptied: let go of its rows
    void cleared();                                 ///< events() was emptied (clear, undo, other file)
    void aboutToDrop();                             ///< the first rows of events() are about to go
    void dropped(qsizetype count); ///< the first rows of events() are gone, the others have moved up
    void rowsChanged();            ///< notes, pins, replies of rows shown before
    void listenStateChanged();
    void countersChanged();   ///< about twice a second while something changes
    void repliesChanged();    ///< by setReplies()
    void handshakesChanged(); ///< secrets came from the keychain, or secretsLast() is another
    void queryMatched(quint64 query, const std::vector<creel::EventId> &events);
    void queryProgressed(const creel::QueryProgress &progress);
    void attemptFinished(quint64 ticket, const creel::Attempt &attempt);
    void noticesChanged();

private:
    class Observer;
    struct State;
    void beginOpening(const QString &path, bool fresh);
    void openingIs(quint64 number, qint64 read, qint64 of);
    void openingEnded(quint64 number, const StoreError &error);
    void attach(const QString &path, bool readOnly);
    void goOnWithout(const OpeningFile &asked, const StoreError &error);
    void goBack(const OpeningFile &failed);
    void beginCopying(CopyingProgress what);
    void copyingEnded(const StoreError &error, qint64 events);
    void goOnIn(const QString &path, bool salvaged, qint64 events);
    void movedTo(const QString &path, const StoreError &error);
    void endCopying();
    void explainUnopened(const QString &path, const StoreError &error);
    void post(const Notice &notice);
    void withdraw(const QString &noticeId);
    void salvage();
    void listenerIs(const ListenState &state);
    void storeIs(const StoreError &error);
    void attemptEnded(quint64 ticket, const Attempt &attempt);
    void beginReplies();
    void keepReplies(bool ownToo);
    void takeSecrets();
    Sender *senderFor(const QByteArray &url);
    QByteArray ownUrl() const;
    std::unique_ptr<State> m_state;
};

} // namespace creel
