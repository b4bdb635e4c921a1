// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

struct sqlite3;
struct sqlite3_stmt;

namespace creel {

/// One prepared statement of the SQLite C API, for the paths where Qt SQL's values cost too much. Bound bytes
/// are not copied: they have to outlive the next step() or reset(). One thread, the connection's.
class Statement
{
public:
    Statement() = default;
    /// Prepares @p sql on @p database; code() says whether that went well.
    Statement(sqlite3 *database, const char *sql);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;

    /// The latest result code that was neither a row nor the end; SQLITE_OK when all went well.
    int code() const { return m_code; }

    /// Parameters count from 1, as in SQL.
    void bind(int parameter, qint64 number);
    void bindNull(int parameter);
    void bindBytes(int parameter, QByteArrayView bytes); ///< as a BLOB; NULL when empty
    /// As a BLOB of so many zeros, to be written over in place.
    void bindZeros(int parameter, qint64 bytes);
    void bindText(int parameter,
                  QByteArrayView text); ///< as TEXT when it is plain UTF-8, else as a BLOB; NULL when empty

    /// True when there is a row to read; false at the end and on an error, which code() tells apart.
    bool step();
    /// Runs a statement without rows and makes it ready for the next time; returns the result code.
    int run();
    void reset();

    /// Columns count from 0, as in the C API.
    qint64 number(int column) const;
    bool isNull(int column) const;
    QByteArrayView view(int column) const; ///< valid until the next step() or reset()
    QByteArray bytes(int column) const { return view(column).toByteArray(); }

    sqlite3_stmt *handle() const { return m_statement; }

private:
    void keep(int bindCode);

    sqlite3_stmt *m_statement = nullptr;
    int m_code = 0;
    int m_bindCode = 0; ///< of a value that could not be bound: the statement then must not run without it
};

} // namespace creel
