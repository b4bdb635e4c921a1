// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/whole_read.h"

#include "app/store/errors.h"
#include "app/store/index_vfs.h"

#include <QThread>

#include <sqlite3.h>

namespace creel {

namespace {
constexpr int mostReads = 50;
constexpr unsigned pauseMs = 10;
} // namespace

int readWhole(sqlite3 *database, const std::function<int()> &read)
{
    for (int reads = 1; reads <= mostReads; ++reads) {
        const int leaves = indexLeaves(database);
        const int code = read();
        const bool isWhole = indexLeaves(database) == leaves;
        if (isWhole && (code == SQLITE_OK || code == SQLITE_NOTFOUND || isIndexOnFile(database)))
            return code;
        sqlite3_db_release_memory(database); // pages that are not the newest
        QThread::msleep(pauseMs);
    }
    return SQLITE_BUSY;
}

StoreError readWhole(const Connection &connection, const std::function<StoreError()> &read)
{
    StoreError error;
    const int code = readWhole(connection.handle(), [&error, &read] {
        error = read();
        return error ? SQLITE_ERROR : SQLITE_OK;
    });
    return code == SQLITE_BUSY ? storeError(StoreError::Kind::Busy, connection.path()) : error;
}

} // namespace creel
