// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QString>

namespace creel {

/// The error of @p kind at @p path in words: what is wrong, where, and what to do.
StoreError storeError(StoreError::Kind kind, const QString &path);

/// The same for what SQLite answered: @p code is an (extended) result code, @p systemError the errno behind
/// it. No error for SQLITE_OK, SQLITE_ROW and SQLITE_DONE.
StoreError sqliteError(int code, int systemError, const QString &path);

/// The same for what a system call left in errno.
StoreError systemError(int systemError, const QString &path);

} // namespace creel
