// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/index_vfs.h"

#include "app/store/mapped_index.h"

#include <sqlite3.h>

#include <array>
#include <climits>
#include <cstdio>
#include <mutex>
#include <string_view>
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

/// What SQLite wants removed next on this thread is a log that is not all copied.
thread_local bool keepsLog = false;

std::array<char, PATH_MAX> indexPath(const Behind &session)
{
    std::array<char, PATH_MAX> path;
    std::snprintf(path.data(), path.size(), "%s-shm", session.path);
    return path;
}

qint64 indexBytes(const Behind &session)
{
    struct stat file = {};
    return ::stat(indexPath(session).data(), &file) == 0 ? file.st_size : 0;
}

/// SQLite, which is about to map @p region and has made the file as long as that, found it too short:
/// somebody cut it, and now it has zeros where frames were told of. Whoever opens an index that nobody has
/// cuts it to 3 bytes.
bool wasCut(qint64 found, int region)
{
    return region > 0 ? found < qint64(region) * MappedIndex::regionBytes
                      : found > 3 && found < MappedIndex::regionBytes;
}

int mapIndex(sqlite3_file *file, int region, int bytes, int extend, void volatile **mapped)
{
    const std::scoped_lock lock(mapping);
    auto *&index = behind(file).index;
    const auto found = extend ? indexBytes(behind(file)) : 0;
    const int code = ownMethods->xShmMap(file, region, bytes, extend, mapped);
    // a file that may only be read is mapped with SQLITE_READONLY
    if ((code != SQLITE_OK && code != SQLITE_READONLY) || !*mapped || bytes != MappedIndex::regionBytes)
        return code;
    auto *begin = static_cast<char *>(const_cast<void *>(*mapped));
    if (index)
        index->know(region, begin);
    else if (region == 0)
        index = MappedIndex::use(begin);
    if (!index || !extend || code != SQLITE_OK || !wasCut(found, region))
        return code;
    index->wasCut();
    if (region == 0)
        return SQLITE_OK;
    *mapped = nullptr;
    return SQLITE_IOERR_SHMSIZE;
}

/// What is removed with the index is its log, next and by the same thread. Whoever closes a session last
/// copies that by an index that nobody else may lock any more, and may have been cut meanwhile.
int unmapIndex(sqlite3_file *file, int remove)
{
    const std::scoped_lock lock(mapping);
    if (auto *index = std::exchange(behind(file).index, nullptr)) {
        keepsLog = remove && !index->saysAllIsCopied();
        index->letGo();
    }
    return ownMethods->xShmUnmap(file, remove);
}

int removeFile(sqlite3_vfs *, const char *path, int sync)
{
    const bool kept = std::exchange(keepsLog, false) && std::string_view(path).ends_with("-wal");
    return kept ? SQLITE_OK : ownVfs()->xDelete(ownVfs(), path, sync);
}

/// The file has no fewer pages than are mapped. Not by a descriptor: to close it would let go of SQLite's
/// locks.
bool hasItsSize(const Behind &session)
{
    const auto bytes = session.index->bytes();
    return indexBytes(session) >= bytes || ::truncate(indexPath(session).data(), bytes) == 0;
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

/// The lock to write, which tells whether what is in an index that left its file is this process's own.
int lockToWrite(sqlite3_file *file, int flags)
{
    auto *index = behind(file).index;
    const bool locks = (flags & SQLITE_SHM_LOCK) != 0;
    if (!locks)
        index->endWriting();
    int code = ownMethods->xShmLock(file, toWrite, 1, flags);
    if (locks && code == SQLITE_OK && !index->isOnFile())
        code = returnToFile(file);
    if (locks && code == SQLITE_OK)
        index->beginWriting();
    return code;
}

bool lookAtFile(sqlite3_file *file)
{
    const std::scoped_lock lock(mapping);
    auto *index = behind(file).index;
    return index->isOnFile() || index->lookAtFile();
}

/// Of an index that has left its file, but for the lock to write: a reader has it taken back first, if it can
/// be. One that gets no mark of its own takes an older one; while there is only half an index, none.
int lockLeftIndex(sqlite3_file *file, int first, int count, int flags)
{
    constexpr int exclusive = SQLITE_SHM_EXCLUSIVE;
    if ((flags & exclusive) != 0)
        return first < firstReadersLock ? SQLITE_READONLY : SQLITE_BUSY;
    if (!lookAtFile(file) &&
        ownMethods->xShmLock(file, toWrite, 1, SQLITE_SHM_LOCK | exclusive) == SQLITE_OK &&
        returnToFile(file) == SQLITE_OK)
        ownMethods->xShmLock(file, toWrite, 1, SQLITE_SHM_UNLOCK | exclusive);
    return behind(file).index->isHalf() ? SQLITE_READONLY : ownMethods->xShmLock(file, first, count, flags);
}

int lockIndex(sqlite3_file *file, int first, int count, int flags)
{
    auto *index = behind(file).index;
    if (index && first == toWrite && count == 1)
        return lockToWrite(file, flags);
    if (!index || (flags & SQLITE_SHM_UNLOCK) != 0)
        return ownMethods->xShmLock(file, first, count, flags);
    if (!index->isOnFile())
        return lockLeftIndex(file, first, count, flags);
    const bool marks = (flags & SQLITE_SHM_EXCLUSIVE) != 0 && first >= firstReadersLock;
    return marks && !index->takesMarks() ? SQLITE_BUSY : ownMethods->xShmLock(file, first, count, flags);
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

/// VACUUM is about to commit what it has read.
int controlFile(sqlite3_file *file, int what, void *argument)
{
    const auto *index = behind(file).index;
    if (what == SQLITE_FCNTL_OVERWRITE && index && !index->isOnFile())
        return SQLITE_READONLY;
    return ownMethods->xFileControl(file, what, argument);
}

const sqlite3_io_methods *watchingMethods(const sqlite3_io_methods *own)
{
    static const sqlite3_io_methods watching = [own] {
        ownMethods = own;
        auto methods = *own;
        methods.xSync = syncFile;
        methods.xFileControl = controlFile;
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

const MappedIndex *indexOf(sqlite3 *database)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    const bool isOurs = file && file->pMethods && ownMethods && file->pMethods == watchingMethods(ownMethods);
    return isOurs ? behind(file).index : nullptr;
}
} // namespace

bool isIndexOnFile(sqlite3 *database)
{
    const auto *index = indexOf(database);
    return !index || index->isOnFile();
}

int indexLeaves(sqlite3 *database)
{
    const auto *index = indexOf(database);
    return index ? index->leaves() : 0;
}

const char *indexVfs()
{
    static sqlite3_vfs vfs = [] {
        auto own = *ownVfs();
        own.pNext = nullptr;
        own.zName = name;
        own.szOsFile += int(sizeof(Behind));
        own.xOpen = openFile;
        own.xDelete = removeFile;
        return own;
    }();
    static const bool registered = sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    return registered ? name : nullptr;
}

} // namespace creel
