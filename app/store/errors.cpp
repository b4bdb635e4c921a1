// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/errors.h"

#include <QCoreApplication>
#include <QDir>

#include <sqlite3.h>

#include <cerrno>

namespace creel {

namespace {
using Kind = StoreError::Kind;

QString sentence(Kind kind)
{
    switch (kind) {
    case Kind::None:
        return {};
    case Kind::CannotOpen:
        return QCoreApplication::translate(
            "SessionFile",
            "Cannot use %1. Check that its folder is there and yours, or choose another file.");
    case Kind::NotASession:
        return QCoreApplication::translate(
            "SessionFile", "%1 is not a Creel session. It was left as it is; choose another file.");
    case Kind::Newer:
        return QCoreApplication::translate(
            "SessionFile", "%1 was written by a newer Creel. It was left as it is; update Creel to open it.");
    case Kind::Damaged:
        return QCoreApplication::translate(
            "SessionFile",
            "%1 is damaged. It was left as it is; what can still be read can be salvaged into a new file.");
    case Kind::Busy:
        return QCoreApplication::translate(
            "SessionFile", "Another program is writing %1. Close it there, or open the file read-only.");
    case Kind::Full:
        return QCoreApplication::translate(
            "SessionFile",
            "No room left to write %1. Free some space on that disk; Creel goes on by itself.");
    case Kind::ReadOnly:
        return QCoreApplication::translate(
            "SessionFile",
            "%1 or its folder may not be written to. Change its rights, or choose another file.");
    }
    Q_UNREACHABLE();
}

bool isLackOfRoom(int systemError)
{
#ifdef EDQUOT
    if (systemError == EDQUOT)
        return true;
#endif
    return systemError == ENOSPC || systemError == EFBIG;
}

bool isRefusal(int systemError)
{
    return systemError == EACCES || systemError == EPERM || systemError == EROFS;
}

Kind kindOf(int code, int systemError)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return Kind::None;
    case SQLITE_NOTADB:
        return Kind::NotASession;
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
        return Kind::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Kind::Busy;
    case SQLITE_FULL:
    case SQLITE_TOOBIG:
        return Kind::Full;
    case SQLITE_READONLY:
        return code == SQLITE_READONLY_DBMOVED ? Kind::CannotOpen : Kind::ReadOnly;
    case SQLITE_IOERR:
        return isLackOfRoom(systemError) ? Kind::Full
               : isRefusal(systemError)  ? Kind::ReadOnly
                                         : Kind::CannotOpen;
    default:
        return Kind::CannotOpen;
    }
}
} // namespace

StoreError storeError(StoreError::Kind kind, const QString &path)
{
    if (kind == Kind::None)
        return {};
    return {kind, sentence(kind).arg(QDir::toNativeSeparators(path))};
}

StoreError systemError(int systemError, const QString &path)
{
    if (isLackOfRoom(systemError))
        return storeError(Kind::Full, path);
    return storeError(isRefusal(systemError) ? Kind::ReadOnly : Kind::CannotOpen, path);
}

StoreError sqliteError(int code, int systemError, const QString &path)
{
    return storeError(kindOf(code, systemError), path);
}

} // namespace creel
