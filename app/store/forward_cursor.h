// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/statement.h"

namespace creel {

/// Walks a table by rising key: steps while the next key sought is near, else seeks anew. Its statement has
/// one parameter, the key to begin at, and gives rows in rising order. One column is the last key that a row
/// stands for.
///
/// A walk holds a read transaction from its first seek() to close(): keep it short, or the writer's log
/// cannot be reused.
class ForwardCursor
{
public:
    ForwardCursor(Statement statement, int lastKeyColumn)
        : m_statement(std::move(statement))
        , m_lastKeyColumn(lastKeyColumn)
    {
    }

    /// Goes to the first row whose last key is @p key or more; false when there is none (or on an error:
    /// code()).
    bool seek(qint64 key);
    /// Goes to the row after it.
    bool next();
    void close();

    const Statement &row() const { return m_statement; }
    int code() const { return m_statement.code(); }

private:
    Statement m_statement;
    int m_lastKeyColumn;
    qint64 m_sought = 0;
    bool m_open = false;
    bool m_atRow = false;
};

} // namespace creel
