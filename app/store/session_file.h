// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/event.h"
#include "app/event/fields.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace creel {

/// Why something with a session file could not be done: what, where and what to do, one line each.
struct StoreError {
    enum class Kind {
        None,
        CannotOpen,  ///< rights, path, disk
        NotASession, ///< not SQLite, or SQLite of someone else
        Newer,       ///< written by a newer Creel
        Damaged,
        Busy, ///< another process writes it
        Full, ///< disk full or quota
        ReadOnly,
    };
    Kind kind = Kind::None;
    QString text; ///< for people
    explicit operator bool() const { return kind != Kind::None; }
};

/// How an acknowledged delivery survives: a power cut too (each commit synced), or only the process's death.
enum class Durability { Power, Process };

/// A delivery ready to be kept, with the events it carries. The writer fills in ids, ordinals, verdicts and
/// copies, and keeps what is noted beside an event.
struct Catch {
    Delivery delivery;
    std::vector<EventRecord> records;
    /// Its answer leaves long after it is kept, if at all: not answered until SessionWriter::noteOutcome()
    /// tells.
    bool answeredLater = false;
};

/// What a session is to be kept down to, oldest deliveries going first. 0 in each: no bound.
struct Retention {
    qint64 maxEvents = 0;
    qint64 maxAgeUs = 0; ///< since it was received
    qint64 maxBytes = 0; ///< of the file's pages in use
    bool operator==(const Retention &) const = default;
};

class SessionLog;

/// Told while a session is opened for writing: so many of its events were read. The first time, with 0, once
/// the file is known to be a sound session. False ends the opening, with neither writer nor error.
using OpenProgress = std::function<bool(qint64 read, qint64 of)>;

/// Told while a session is copied or salvaged: so many of about so many rows are (0: not known). False ends
/// it, without an error.
using CopyProgress = std::function<bool(qint64 done, qint64 of)>;

/// The one name of a session file: links resolved; where there is no file yet, the absolute path.
QString realPath(const QString &path);

/// The single writer of a session file. Synchronous; lives on one thread (its connection is made there).
/// Holds an advisory lock on the file, so that a second writer is refused (Busy), and is let go by the
/// process's end however it comes.
class SessionWriter
{
public:
    /// Opens or creates @p path, migrating an older schema. Files are made with mode 0600 under any umask.
    /// Every event's key is read, to know its repeats by: some tenths of a second for a million.
    static std::unique_ptr<SessionWriter> open(const QString &path, Durability durability, StoreError *error,
                                               const OpenProgress &progress = {});
    ~SessionWriter();

    /// Keeps the batch in one transaction; when it returns no error all of it is in the file (synced with
    /// Durability::Power) and ids, verdicts, copyOf and copy are filled in. On an error nothing of it is.
    StoreError append(std::span<Catch> batch);
    /// The same, waiting for nothing but the disk: Busy when another program holds the file, or when the log
    /// is to be copied first. append() waits for either.
    StoreError appendAtOnce(std::span<Catch> batch);
    /// Begins what the next appendAtOnce() has to do, ahead of what it is to keep, if that can be begun at
    /// once: false if not. Until then, or until letGo(), nobody else can write the file, and nothing else is
    /// to be called.
    bool getReady();
    void letGo();
    /// Notes when the replies of deliveries first..last went out; written with the next flush, or with an
    /// append when some have gathered.
    void noteReplied(DeliveryId first, DeliveryId last, qint64 atUs);
    /// What became of a single reply that was delayed, cut or hung, or (durationUs below 0) never left;
    /// written likewise. From then on a copy of its events is judged by it.
    void noteOutcome(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome);
    StoreError flush();

    StoreError saveAttempt(Attempt &attempt); ///< fills in the id
    StoreError setNote(EventId event, const QByteArray &note, bool pinned);

    /// Hides everything up to and including @p through from every reader, and from duplicate counting; 0
    /// shows all again. Hidden deliveries are removed by purge().
    StoreError setClearedThrough(EventId through);
    EventId clearedThrough() const;
    qint64 identity() const; ///< a random number given at its creation; 0: made before there was one
    /// Removes what is hidden, in blocks; with @p through at most up to that event. With @p more it removes
    /// one block only, some milliseconds' worth, and says whether there is more, so that replies need not
    /// wait for the whole.
    StoreError purge(bool *more = nullptr, EventId through = {});
    /// Removes one block of the oldest deliveries, if @p retention asks for it at @p nowUs; @p more as in
    /// purge(). Keys that were removed still count for duplicates until the session is opened again.
    /// @p through: the last event removed; unchanged when none was.
    StoreError applyRetention(const Retention &retention, qint64 nowUs, bool *more,
                              EventId *through = nullptr);
    /// Goes on in the copy of this session that copySession() made at @p copy: what came since is added to
    /// it, it is put at @p path in place of what may lie there, and ids and duplicates go on. Busy when
    /// another writes there. On an error this goes on where it was.
    StoreError moveTo(const QString &copy, const QString &path);
    /// The file at @p path is this one, whatever its name was when it was opened.
    bool isAt(const QString &path) const;
    /// For a Checkpointer, which keeps replies from waiting while the log is copied into the file.
    std::shared_ptr<SessionLog> log() const;

private:
    SessionWriter() = default;
    void replaceLostLog();
    struct State;
    std::unique_ptr<State> m_state;
};

/// Looks at an event as it lies in the file and says whether it is to be read. @p bytes hold during the call.
/// Not asked about an event whose body is too large to look at.
enum class Looked : quint8 { PassOver, Read, Stop };
using Look = std::function<Looked(EventId event, const RawBytes &bytes)>;

/// A reader of a session file, also while another process writes it. Synchronous; one thread.
class SessionReader
{
public:
    static std::unique_ptr<SessionReader> open(const QString &path, StoreError *error);
    ~SessionReader();

    /// Calls @p take with records of id > @p after in order, some thousands at a time, until it returns
    /// false.
    StoreError records(EventId after, const std::function<bool(std::span<const EventRecord>)> &take);
    /// One delivery whole; nullopt when there is none (any more), or when it cannot be read: then @p error
    /// says why.
    std::optional<Delivery> delivery(DeliveryId id, StoreError *error = nullptr);
    std::optional<EventRecord> record(EventId id);
    /// Calls @p take for each event of @p ids (ascending) with its record and delivery, until it returns
    /// false. A delivery with several events is loaded once. An error comes behind those before it; an event
    /// whose delivery is not there (any more) gets an empty one. What @p look passes over is not read, which
    /// is several times as fast.
    StoreError scan(std::span<const EventId> ids,
                    const std::function<bool(const EventRecord &, const Delivery &)> &take,
                    const Look &look = {});
    std::vector<Attempt> attempts(EventId source); ///< of one event, oldest first; of all with 0
    EventId clearedThrough();
    EventId lastEvent(); ///< highest id, hidden ones too; 0 when there is none
    qint64 identity();   ///< a random number given at its creation; 0: made before there was one

private:
    SessionReader() = default;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace creel
