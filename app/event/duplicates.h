// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"
#include "app/event/ids.h"
#include "app/event/key_hash.h"

#include <QByteArrayView>
#include <QHash>

#include <cstdlib>
#include <optional>
#include <vector>

namespace creel {

/// What an event is to the earlier ones with its key.
struct Judgement {
    Verdict verdict = Verdict::New;
    EventId copyOf{}; ///< the first event with this key; 0 when this is it, or when it has no key
    int copy = 1;     ///< this is the copy-th event with its key, from 1
    bool operator==(const Judgement &) const = default;
};

/// Remembers every key seen, so that a repeat is told from a new event. Pure value, one owner, one thread.
///
/// The key of an event is (provider, type, key text). Same key and same content as an earlier copy: a Retry
/// when the latest earlier copy with that content was not answered 2xx, else a Duplicate. Content never seen
/// with the key: a Conflict. Keys are kept as 128-bit hashes, about 90 bytes for each and none of its text.
class DuplicateIndex
{
public:
    /// Judges the event @p id and remembers it; events are to be judged in the order they came. @p
    /// contentHash is that of its payload, @p status what its delivery was answered with (0: nothing).
    Judgement judge(EventId id, QByteArrayView provider, QByteArrayView type, QByteArrayView key,
                    quint64 contentHash, int status);

    /// Learns what the event @p id, judged before with these, was answered with in the end. Not inside a
    /// transaction.
    void setStatus(EventId id, QByteArrayView provider, QByteArrayView type, QByteArrayView key,
                   quint64 contentHash, int status);

    /// Opens a transaction: rollback() forgets what judge() remembered since, commit() keeps it. For a batch
    /// whose storing may fail. Without begin() everything is kept at once.
    void begin();
    void commit();
    void rollback();

    /// How many distinct keys were seen.
    qsizetype size() const { return m_keys.size(); }
    void reserve(qsizetype keys) { m_keys.reserve(keys); }
    void clear();

private:
    /// The latest event with a content, and whether it got a 2xx; in one word, as there is one for each key.
    class Latest
    {
    public:
        Latest() = default;
        Latest(EventId id, bool answered) : m_code(answered ? qint64(id) : -qint64(id)) {}
        EventId id() const { return EventId(std::abs(m_code)); }
        bool isAnswered() const { return m_code > 0; }

    private:
        qint64 m_code = 0; ///< the id, negative when it was not answered
    };
    struct Seen {
        EventId first{};
        quint64 content = 0; ///< of the first event
        Latest latest;       ///< with that content
        qint32 copies = 0;
    };

    struct Change {
        KeyHash key;
        Seen before; ///< no copies: it was not there
        std::optional<KeyHash> conflict;
        std::optional<Latest> conflictBefore;
    };

    KeyHash conflictOf(const KeyHash &key, quint64 contentHash) const;

    KeyHasher m_hasher;
    QHash<KeyHash, Seen> m_keys;
    QHash<KeyHash, Latest> m_conflicts; ///< by key and content: the contents that are not their key's first
    std::vector<Change> m_changes;      ///< of the open transaction, in order
    bool m_inTransaction = false;
};

} // namespace creel
