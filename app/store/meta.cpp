// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/meta.h"

namespace creel::meta {

qint64 number(const Connection &connection, const char *key, StoreError *error)
{
    auto statement = connection.prepare("SELECT value FROM meta WHERE key = ?");
    statement.bindText(1, key);
    const qint64 number = statement.step() ? statement.number(0) : 0;
    if (error)
        *error = connection.error(statement.code());
    return number;
}

int setNumber(const Connection &connection, const char *key, qint64 number)
{
    auto statement = connection.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)");
    statement.bindText(1, key);
    statement.bind(2, number);
    return statement.run();
}

} // namespace creel::meta
