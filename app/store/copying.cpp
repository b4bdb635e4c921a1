// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/copying.h"

#include "app/store/creation.h"
#include "app/store/errors.h"

#include <QFile>

#include <sqlite3.h>

namespace creel {

StoreError copySession(Connection &connection, const QString &path)
{
    auto error = createPrivateFile(path);
    if (error)
        return error;
    auto copy = connection.prepare("VACUUM INTO ?");
    const auto target = path.toUtf8();
    copy.bindText(1, target);
    error = sqliteError(copy.run(), sqlite3_system_errno(connection.handle()), path);
    if (!error)
        error = syncFile(path); // SQLite leaves it to the system when a copy reaches the disk
    if (error)
        QFile::remove(path);
    return error;
}

} // namespace creel
