// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

#include <functional>

namespace creel {

/// Runs steps in a transaction that has the right to write from its beginning; all of them are kept, or none.
class Transaction
{
public:
    explicit Transaction(Connection &connection);

    /// @p steps returns a result code; any but SQLITE_OK takes everything back.
    StoreError run(const std::function<int()> &steps);
    /// Begins ahead of the next run(), which is the sooner done then. Till that, or letGo(), it holds
    /// SQLite's locks.
    StoreError begin();
    bool isBegun() const { return m_begun; }
    void letGo();

private:
    Connection &m_connection;
    Statement m_begin;
    Statement m_commit;
    Statement m_rollback;
    bool m_begun = false; ///< ahead of run()
};

} // namespace creel
