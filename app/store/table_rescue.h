// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/session_tables.h"

#include <functional>

namespace creel {

/// Copies what can be read of one table of a damaged file. Where reading fails it looks for the next row that
/// can be read, by leaps that double, and reads back from there: a damaged page costs its own rows only, as
/// long as the pages that lead to the others are sound.
class TableRescue
{
public:
    /// Told now and then how many rows are copied; false ends it.
    using Progress = std::function<bool(qint64 rows)>;

    TableRescue(const Connection &damaged, Connection &sound, const SessionTable &table, Progress progress);

    /// An error is one of writing; what cannot be read is counted.
    StoreError run();
    qint64 copied() const { return m_copied; }
    qint64 unreadable() const { return m_unreadable; }

private:
    enum class Stop { End, Damage, CannotGoOn };

    Stop copyAll(Statement &rows, qint64 from, qint64 below);
    bool copyNarrow(qint64 from);
    qint64 nextReadable(qint64 from);
    bool keep(const Statement &row);
    bool commit();

    const Connection &m_damaged;
    Connection &m_sound;
    Progress m_progress;
    bool m_wanted = true;
    Statement m_upward;
    Statement m_downward;
    Statement m_narrow;
    Statement m_probe;
    Statement m_insert;
    int m_columns = 0;
    qint64 m_reached = 0; ///< key of the row copied last
    qint64 m_copied = 0;
    qint64 m_unreadable = 0;
    StoreError m_error;
};

} // namespace creel
