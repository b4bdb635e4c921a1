// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_folding.h"

#include "app/store/connection.h"
#include "app/store/inspection.h"
#include "app/store/session_lock.h"

#include <QFileInfo>

namespace creel {

using namespace Qt::StringLiterals;

void foldLog(const QString &path)
{
    const auto real = realPath(path);
    // SQLite would remove the log of a file without a byte
    if (QFileInfo(real + u"-wal"_s).size() == 0 || QFileInfo(real).size() == 0)
        return;
    StoreError ignored; // the log stays, and whoever opens the session next reads it
    const auto lock = SessionLock::take(real, &ignored);
    const auto connection = lock ? Connection::open(real, Connection::Access::ReadWrite, &ignored) : nullptr;
    int version = 0;
    if (connection)
        recognise(*connection, &version); // so that SQLite knows of the log; it is folded when this is closed
}

} // namespace creel
