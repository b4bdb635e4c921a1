// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace creel {

/// Cuts the entries out of a HAR file (HAR 1.2: {"log": {..., "entries": [entry, ...]}}) whatever pieces it
/// comes in, so that none but the one at hand is held. It knows names, strings and nesting; what a value is
/// worth its reader tells. Other members are gone over, wherever they stand. Pure.
class HarScanner
{
public:
    enum class State {
        More,    ///< it wants the next piece
        Entry,   ///< takeEntry() has one
        Broken,  ///< that is no JSON, or no object
        TooLong, ///< an entry, or what stands between two, has more bytes than may be
    };

    explicit HarScanner(qint64 mostBytes) : m_most(mostBytes) {}

    /// Consumes a prefix of @p bytes, never past the end of an entry; returns its length.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);
    State state() const { return m_state; }
    /// The entry as it stands there; then the next can be looked for.
    QByteArray takeEntry();
    qint64 entries() const { return m_entries; } ///< that were taken
    bool hasLog() const { return m_hasLog; }     ///< the object that has the list was there
    bool hasEntries() const { return m_found; }  ///< the list of them was there, be it empty
    bool isWhole() const { return m_state == State::More && m_next == Next::Nothing; }

private:
    /// What may come next.
    enum class Next { Value, FirstElement, Name, FirstName, Colon, Behind, Nothing };

    qsizetype string(QByteArrayView bytes);
    bool take(char c);
    void beginValue(char c);
    void beginString(bool isName);
    void endString();
    void endValue();
    void open(bool isObject);
    bool close(char c);
    bool isNamed(QByteArrayView name) const;
    void goOn(Next next) { m_next = next; }
    void fail() { m_state = State::Broken; }

    const qint64 m_most;
    State m_state = State::More;
    Next m_next = Next::Value;
    std::vector<bool> m_open; ///< containers from the outermost on; true: an object
    QByteArray m_name;        ///< of the member at hand, as it is written, with the quote behind it;
                              ///< of a long one the beginning
    QByteArray m_entry;       ///< so far
    qint64 m_bytes = 0;       ///< since the entry before
    qint64 m_entries = 0;
    bool m_isString = false, m_isName = false, m_isEscape = false;
    bool m_isWord = false; ///< in a number, true, false or null
    bool m_inLog = false, m_inList = false, m_inEntry = false;
    bool m_hasLog = false, m_found = false;
};

} // namespace creel
