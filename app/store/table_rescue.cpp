// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/table_rescue.h"

#include <sqlite3.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 farthestLeap = qint64(1) << 40;
constexpr qint64 endOfKeys = qint64(1) << 48; // no session gets there: such a key was read out of rubbish
constexpr qint64 rowsOfATransaction = 2000;

Statement prepare(const Connection &connection, const QByteArray &sql)
{
    return connection.prepare(sql.constData());
}

// The columns with the wide one as NULL.
QByteArray narrowed(const SessionTable &table)
{
    return table.columns.chopped(table.wide.size()) + "NULL";
}
} // namespace

TableRescue::TableRescue(const Connection &damaged, Connection &sound, const SessionTable &table,
                         Progress progress)
    : m_damaged(damaged)
    , m_sound(sound)
    , m_progress(std::move(progress))
    , m_columns(int(table.columns.count(',')) + 1)
{
    const QByteArray select = "SELECT " + table.columns + " FROM " + table.name;
    const QByteArray between =
        " WHERE " + table.key + " >= ? AND " + table.key + " < ? ORDER BY " + table.key;
    const QByteArray from =
        " FROM " + table.name + " WHERE " + table.key + " >= ? ORDER BY " + table.key + " LIMIT 1";
    m_upward = prepare(damaged, select + between);
    m_downward = prepare(damaged, select + between + " DESC");
    if (!table.wide.isEmpty())
        m_narrow = prepare(damaged, "SELECT " + narrowed(table) + from);
    m_probe = prepare(damaged, "SELECT " + table.key + from);
    m_insert = prepare(sound, "INSERT OR IGNORE INTO " + table.name + " (" + table.columns + ") VALUES (?" +
                                  QByteArray(",?").repeated(m_columns - 1) + ")");
}

StoreError TableRescue::run()
{
    m_error = m_sound.run(u"BEGIN"_s);
    for (qint64 from = 1; !m_error && m_wanted;) {
        m_reached = from - 1;
        if (copyAll(m_upward, from, endOfKeys) != Stop::Damage)
            break;
        from = m_reached + 1;
        if (copyNarrow(from)) {
            from = m_reached + 1;
            continue;
        }
        const auto readable = nextReadable(from);
        if (readable == 0)
            break;
        m_reached = readable;
        copyAll(m_downward, from, readable);
        m_unreadable += m_reached - from;
        from = readable;
    }
    if (!m_error)
        m_error = m_sound.run(u"COMMIT"_s);
    return m_error;
}

TableRescue::Stop TableRescue::copyAll(Statement &rows, qint64 from, qint64 below)
{
    const bool upward = &rows == &m_upward;
    rows.bind(1, from);
    rows.bind(2, below);
    auto stop = Stop::End;
    while (stop == Stop::End && rows.step()) {
        // a damaged page may lead back to one that was read before
        const bool inOrder = upward ? rows.number(0) > m_reached : rows.number(0) < m_reached;
        if (!inOrder)
            stop = Stop::Damage;
        else if (!keep(rows))
            stop = Stop::CannotGoOn;
    }
    if (stop == Stop::End && rows.code() != SQLITE_OK)
        stop = Stop::Damage;
    rows.reset();
    return stop;
}

bool TableRescue::copyNarrow(qint64 from)
{
    if (!m_narrow.handle())
        return false;
    m_narrow.bind(1, from);
    const bool kept = m_narrow.step() && m_narrow.number(0) < endOfKeys && keep(m_narrow);
    m_narrow.reset();
    if (kept)
        ++m_unreadable;
    return kept;
}

qint64 TableRescue::nextReadable(qint64 from)
{
    for (qint64 leap = 1; leap <= farthestLeap; leap *= 2) {
        m_probe.bind(1, from + leap);
        const qint64 key = m_probe.step() ? m_probe.number(0) : 0;
        const bool end = key == 0 && m_probe.code() == SQLITE_OK;
        m_probe.reset();
        if (end)
            return 0;
        if (key > from && key < endOfKeys)
            return key;
    }
    return 0;
}

bool TableRescue::keep(const Statement &row)
{
    for (int column = 0; column < m_columns; ++column)
        sqlite3_bind_value(m_insert.handle(), column + 1, sqlite3_column_value(row.handle(), column));
    const int code = m_insert.run();
    m_reached = row.number(0);
    ++m_copied;
    if (code == SQLITE_OK && m_copied % rowsOfATransaction == 0)
        return commit();
    m_error = m_sound.error(code);
    return !m_error;
}

// Makes the rows so far last, and asks whether to go on.
bool TableRescue::commit()
{
    m_error = m_sound.run(u"COMMIT"_s);
    if (!m_error)
        m_error = m_sound.run(u"BEGIN"_s);
    m_wanted = m_progress(m_copied);
    return !m_error && m_wanted;
}

} // namespace creel
