// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/transaction.h"

#include "app/store/index_vfs.h"
#include "app/store/log_vfs.h"

#include <sqlite3.h>

#include <utility>

namespace creel {

Transaction::Transaction(Connection &connection)
    : m_connection(connection)
    , m_begin(connection.prepare("BEGIN IMMEDIATE"))
    , m_commit(connection.prepare("COMMIT"))
    , m_rollback(connection.prepare("ROLLBACK"))
{
}

StoreError Transaction::run(const std::function<int()> &steps)
{
    if (const auto error = begin())
        return error;
    m_begun = false;
    int code = steps();
    if (code == SQLITE_OK && !isIndexOnFile(m_connection.handle())) // what was read need not be the newest
        code = SQLITE_READONLY;
    if (code == SQLITE_OK)
        code = m_commit.run();
    if (code == SQLITE_OK)
        return {};
    const auto error = m_connection.error(code); // the rollback would forget what lay behind it
    if (sqlite3_get_autocommit(m_connection.handle()) == 0)
        m_rollback.run();
    dropUnsynced(m_connection.handle());
    sqlite3_db_release_memory(m_connection.handle()); // pages that may have been read by half an index
    return error;
}

StoreError Transaction::begin()
{
    const int code = m_begun ? SQLITE_OK : m_begin.run();
    m_begun = code == SQLITE_OK;
    return m_connection.error(code);
}

void Transaction::letGo()
{
    if (std::exchange(m_begun, false))
        m_rollback.run(); // there is nothing that a log has gathered
}

} // namespace creel
