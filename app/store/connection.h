// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"
#include "app/store/statement.h"

#include <QSqlDatabase>
#include <QString>

#include <memory>
#include <optional>

namespace creel {

/// One connection to a session file, by Qt SQL under a name of its own. Made, used and removed on one thread.
/// Never creates a file, and opens nothing but through SQLite: closing a descriptor of one's own would drop
/// the locks that SQLite's other connections of this process hold on the file.
class Connection
{
public:
    enum class Access {
        ReadWrite,
        WriterSynced,   ///< the log goes by logVfs(), with synchronous=FULL
        WriterUnsynced, ///< the same, for Durability::Process
        ReadOnly,
        Immutable, ///< nobody writes the file and it has no log: no lock, no file beside it
    };
    /// How long a statement waits for another connection, milliseconds.
    static constexpr int busyMs = 2000;

    /// Null, and why in @p error, when it cannot be opened at all. SQLite reads the file on its first use
    /// only.
    static std::unique_ptr<Connection> open(const QString &path, Access access, StoreError *error);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    const QString &path() const { return m_path; }
    sqlite3 *handle() const { return m_handle; }

    /// Runs one statement by Qt SQL; its rows are dropped.
    StoreError run(const QString &sql);
    /// The first column of the first row of @p sql; nullopt when there is none, and then error() may say why.
    std::optional<qint64> number(const QString &sql);
    Statement prepare(const char *sql) const { return Statement(m_handle, sql); }

    /// What the latest use of the connection came to.
    StoreError error() const;
    /// The same for a known result code, e.g. that of a statement.
    StoreError error(int code) const;

private:
    Connection(const QString &path, Access access);

    QString m_path;
    QString m_name;
    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr;
};

} // namespace creel
