// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/index_vfs.h"

#include "app/store/mapped_index.h"

#include <sqlite3.h>

#include <array>
#include <climits>
#include <cstdio>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace creel {

namespace {
constexpr char name[] = "creel-index";
constexpr int toWrite = 0; // sqlite.org/walformat.html, 2.3.1; the next ones: to copy, to recover
constexpr int firstReadersLock = 3;

sqlite3_vfs *ownVfs()
{
    static sqlite3_vfs *const own = [] {
        sqlite3_initialize();
        return sqlite3_vfs_find(nullptr);
    }();
    return own;
}

/// Of a session file, in the room behind what SQLite's own layer keeps of it.
struct Behind {
    const char *path = nullptr; ///< SQLite keeps the text until the file is closed
    MappedIndex *index = nullptr;
};

Behind &behind(sqlite3_file *file)
{
    return *reinterpret_cast<Behind *>(reinterpret_cast<char *>(file) + ownVfs()->szOsFile);
}

const sqlite3_io_methods *ownMethods = nullptr;
std::mutex mapping; ///< what SQLite has mapped and what is known of it change together

int mapIndex(sqlite3_file *file, int region, int bytes, int extend, void volatile **mapped)
{
    const std::scoped_lock lock(mapping);
    const int code = ownMethods->xShmMap(file, region, bytes, extend, mapped);
    if (code != SQLITE_OK || !*mapped || bytes != MappedIndex::regionBytes)
        return code;
    auto *begin = static_cast<char *>(const_cast<void *>(*mapped));
    auto *&index = behind(file).index;
    if (index)
        index->know(region, begin);
    else if (region == 0)
        index = MappedIndex::use(begin);
    return code;
}

int unmapIndex(sqlite3_file *file, int remove)
{
    const std::scoped_lock lock(mapping);
    if (auto *index = std::exchange(behind(file).index, nullptr))
        index->letGo();
    return ownMethods->xShmUnmap(file, remove);
}

/// The file has no fewer pages than are mapped. Not by a descriptor: to close it would let go of SQLite's
/// locks.
bool hasItsSize(const Behind &session)
{
    std::array<char, PATH_MAX> path;
    std::snprintf(path.data(), path.size(), "%s-shm", session.path);
    struct stat file = {};
    return ::stat(path.data(), &file) == 0 &&
           (file.st_size >= session.index->bytes() || ::truncate(path.data(), session.index->bytes()) == 0);
}

/// Under the lock to write, which is let go of when the file still takes nothing.
int returnToFile(sqlite3_file *file)
{
    const std::scoped_lock lock(mapping);
    const auto &session = behind(file);
    if (session.index->isOnFile() || (hasItsSize(session) && session.index->takeToFile()))
        return SQLITE_OK;
    ownMethods->xShmLock(file, toWrite, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    return SQLITE_READONLY;
}

/// Of an index that has left its file. Only who writes may lock there, and takes the index back
/// to its file; a reader that gets no mark of its own takes an older one.
int lockLeftIndex(sqlite3_file *file, int first, int count, int flags)
{
    if ((flags & SQLITE_SHM_EXCLUSIVE) == 0) {
        const std::scoped_lock lock(mapping);
        if (!behind(file).index->isOnFile())
            behind(file).index->lookAtFile();
        return ownMethods->xShmLock(file, first, count, flags);
    }
    if (first != toWrite)
        return first < firstReadersLock ? SQLITE_READONLY : SQLITE_BUSY;
    const int code = ownMethods->xShmLock(file, first, count, flags);
    return code == SQLITE_OK ? returnToFile(file) : code;
}

int lockIndex(sqlite3_file *file, int first, int count, int flags)
{
    auto *index = behind(file).index;
    const bool locks = index && (flags & SQLITE_SHM_LOCK) != 0;
    if (locks && first == toWrite)
        index->setWritten();
    if (locks && !index->isOnFile())
        return lockLeftIndex(file, first, count, flags);
    return ownMethods->xShmLock(file, first, count, flags);
}

/// Whoever closes the file last locks it whole and then copies the log without any other lock.
int lockFile(sqlite3_file *file, int level)
{
    const auto *index = behind(file).index;
    if (level == SQLITE_LOCK_EXCLUSIVE && index && !index->isOnFile())
        return SQLITE_BUSY;
    return ownMethods->xLock(file, level);
}

/// The end of a copy of the log. What was read in an index that has left its file may not have been there:
/// the log is not to be taken for copied.
int syncFile(sqlite3_file *file, int flags)
{
    const auto *index = behind(file).index;
    const int code = ownMethods->xSync(file, flags);
    return code == SQLITE_OK && index && !index->isOnFile() ? SQLITE_READONLY : code;
}

const sqlite3_io_methods *watchingMethods(const sqlite3_io_methods *own)
{
    static const sqlite3_io_methods watching = [own] {
        ownMethods = own;
        auto methods = *own;
        methods.xSync = syncFile;
        methods.xLock = lockFile;
        methods.xShmLock = lockIndex;
        methods.xShmMap = mapIndex;
        methods.xShmUnmap = unmapIndex;
        return methods;
    }();
    return ownMethods == own ? &watching : own; // locked otherwise, as on some network file systems
}

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *opened)
{
    const int code = ownVfs()->xOpen(ownVfs(), path, file, flags, opened);
    if (code == SQLITE_OK && path && (flags & SQLITE_OPEN_MAIN_DB)) {
        behind(file) = {path, nullptr};
        file->pMethods = watchingMethods(file->pMethods);
    }
    return code;
}
} // namespace

bool isIndexOnFile(sqlite3 *database)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    const bool isOurs = file && file->pMethods && ownMethods && file->pMethods == watchingMethods(ownMethods);
    return !isOurs || !behind(file).index || behind(file).index->isOnFile();
}

const char *indexVfs()
{
    static sqlite3_vfs vfs = [] {
        auto own = *ownVfs();
        own.pNext = nullptr;
        own.zName = name;
        own.szOsFile += int(sizeof(Behind));
        own.xOpen = openFile;
        return own;
    }();
    static const bool registered = sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    return registered ? name : nullptr;
}

} // namespace creel
