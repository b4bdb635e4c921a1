// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/index_vfs.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <unistd.h>

namespace creel {

namespace {
constexpr char name[] = "creel-index";
constexpr int firstReadersLock =
    3; // sqlite.org/walformat.html, 2.3.1: before them those to write and to copy

sqlite3_vfs *ownVfs()
{
    static sqlite3_vfs *const own = [] {
        sqlite3_initialize();
        return sqlite3_vfs_find(nullptr);
    }();
    return own;
}

/// Of a session file, in the room behind what SQLite's own layer keeps of it. SQLite keeps the text until the
/// file is closed.
const char *&pathOf(sqlite3_file *file)
{
    return *reinterpret_cast<const char **>(reinterpret_cast<char *>(file) + ownVfs()->szOsFile);
}

const sqlite3_io_methods *ownMethods = nullptr;

/// A reader that gets no mark of its own takes an older one.
int lockIndex(sqlite3_file *file, int first, int count, int flags)
{
    const bool toWrite = (flags & SQLITE_SHM_LOCK) != 0 && (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if (toWrite && !mayIndexBeWritten(pathOf(file)))
        return first < firstReadersLock ? SQLITE_READONLY : SQLITE_BUSY;
    return ownMethods->xShmLock(file, first, count, flags);
}

/// Whoever closes the file last locks it whole and then copies the log without any other lock.
int lockFile(sqlite3_file *file, int level)
{
    if (level == SQLITE_LOCK_EXCLUSIVE && !mayIndexBeWritten(pathOf(file)))
        return SQLITE_BUSY;
    return ownMethods->xLock(file, level);
}

const sqlite3_io_methods *askingMethods(const sqlite3_io_methods *own)
{
    static const sqlite3_io_methods asking = [own] {
        ownMethods = own;
        auto methods = *own;
        methods.xLock = lockFile;
        methods.xShmLock = lockIndex;
        return methods;
    }();
    return ownMethods == own ? &asking : own; // locked otherwise, as on some network file systems
}

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *opened)
{
    const int code = ownVfs()->xOpen(ownVfs(), path, file, flags, opened);
    if (code == SQLITE_OK && path && (flags & SQLITE_OPEN_MAIN_DB)) {
        pathOf(file) = path;
        file->pMethods = askingMethods(file->pMethods);
    }
    return code;
}
} // namespace

bool mayIndexBeWritten(const char *path)
{
    std::array<char, PATH_MAX> index;
    std::snprintf(index.data(), index.size(), "%s-shm", path);
    return ::access(index.data(), W_OK) == 0 || (errno != EPERM && errno != EROFS);
}

const char *indexVfs()
{
    static sqlite3_vfs vfs = [] {
        auto own = *ownVfs();
        own.pNext = nullptr;
        own.zName = name;
        own.szOsFile += int(sizeof(const char *));
        own.xOpen = openFile;
        return own;
    }();
    static const bool registered = sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    return registered ? name : nullptr;
}

} // namespace creel
