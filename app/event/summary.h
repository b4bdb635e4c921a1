// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"
#include "app/event/fields.h"
#include "app/event/key_hash.h"

#include <QHash>

#include <deque>
#include <span>
#include <vector>

namespace creel {

/// A text kept once; 0 is the empty text.
enum class Symbol : quint32 {};

/// Texts by number and numbers by text. Not thread-safe: one owner, one thread.
class SymbolTable
{
public:
    SymbolTable();
    Symbol intern(const QByteArray &text);
    const QByteArray &text(Symbol symbol) const { return m_texts[size_t(symbol)]; }
    size_t size() const { return m_texts.size(); }

private:
    std::deque<QByteArray> m_texts;
    QHash<QByteArray, Symbol> m_symbols;
};

/// What one table row needs, texts as symbols; the body stays in the store. About 120 bytes.
struct EventSummary {
    EventId id{};
    DeliveryId delivery{};
    qint64 receivedAtUs = 0;
    qint64 occurredAtUs = 0; ///< 0: none given
    qint64 bodyBytes = 0;
    EventId copyOf{};
    Symbol provider{};
    Symbol type{};    ///< display name, never the empty text: see EventFields::text
    Symbol key{};     ///< the key alone, for display
    Symbol copyKey{}; ///< the same for all events of one provider, type and key, and no text; 0 without a key
    Symbol subject{};
    Symbol method{};
    Symbol path{};
    Symbol host{};
    Symbol peer{};
    Symbol rule{};
    Symbol outcome{}; ///< of the reply
    Symbol malformed{};
    Symbol note{};
    qint32 replyUs = -1;
    qint32 copy = 1;
    quint16 status = 0;
    quint8 marks = 0;
    PayloadKind kind = PayloadKind::Empty;
    Verdict verdict = Verdict::New;
    bool known = false;
    bool complete = true;
    bool pinned = false;
    bool operator==(const EventSummary &) const = default;
};

/// Every event of the open session as compact rows, in the order they came. Owned and used by the GUI thread.
class EventList
{
public:
    void append(std::span<const EventRecord> records);

    const std::vector<EventSummary> &rows() const { return m_rows; }
    const EventSummary &at(size_t row) const { return m_rows[row]; }
    size_t size() const { return m_rows.size(); }
    const QByteArray &text(Symbol symbol) const { return m_symbols.text(symbol); }
    /// How many events have the key of @p row; 1 when it has none.
    int copies(const EventSummary &row) const;
    /// The row of @p id by binary search; -1 when it is not here.
    qint64 rowOf(EventId id) const;
    /// Lets go of the rows up to and including @p through; how many they were. Copies count as before: what
    /// was removed is still known.
    size_t dropThrough(EventId through);
    void setNote(size_t row, const QByteArray &note, bool pinned);
    /// How long it took to answer a delivery, or (below 0) that it got none, and in words what became of
    /// the answer, known only after its rows were made; false when it has none.
    bool setReplied(DeliveryId delivery, qint64 replyUs, const QByteArray &outcome);

private:
    /// Counts an event with its copies; their common number.
    Symbol countCopy(const Event &event);

    SymbolTable m_symbols;
    std::vector<EventSummary> m_rows;
    KeyHasher m_hasher;
    QHash<KeyHash, Symbol> m_copyKeys;
    std::vector<int> m_copies{1}; ///< how many events have a copy key, by its number; 1 without a key
};

/// A row of @p list as the filter sees it.
class RowFields final : public EventFields
{
public:
    RowFields(const EventList &list, const EventSummary &row) : m_list(list), m_row(row) {}
    QByteArrayView text(Field field) const override;
    qint64 number(Field field) const override;

private:
    const EventList &m_list;
    const EventSummary &m_row;
};

/// A record as the filter sees it. @p copies: how many events have its key, as far as known.
class RecordFields final : public EventFields
{
public:
    explicit RecordFields(const EventRecord &record, int copies = 1);
    QByteArrayView text(Field field) const override;
    qint64 number(Field field) const override;

private:
    const EventRecord &m_record;
    int m_copies;
    QByteArray m_type;
};

/// The type as it is shown: its name, or in parentheses the payload's kind, or what kept it from being read.
QByteArray displayType(const EventRecord &record);

} // namespace creel
