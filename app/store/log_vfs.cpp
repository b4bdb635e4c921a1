// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_vfs.h"

#include "app/store/block_writes.h"
#include "app/store/index_vfs.h"

#include <QByteArrayView>

#include <sqlite3.h>

#include <array>
#include <memory>
#include <utility>

namespace creel {

namespace {
constexpr char syncingName[] = "creel-log";
constexpr char unsyncedName[] = "creel-log-unsynced";
constexpr int dropping = 0x4372656c; // a control of our own: SQLite's are below 100

/// A log, as SQLite sees it; the file that SQLite's own layer opened lies behind it.
struct LogFile : sqlite3_file {
    LogFile(const char *path, bool syncsCommits, const sqlite3_io_methods *methods)
        : writes(path, syncsCommits ? BlockWrites::Way::PastCache : BlockWrites::Way::ByCache)
        , syncs(syncsCommits)
    {
        pMethods = methods;
    }

    sqlite3_file *own() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    const sqlite3_io_methods *its() { return own()->pMethods; }
    int writeTaken();
    void lookForAnotherLog();

    BlockWrites writes;
    bool syncs;
    bool isBegunAnew = false; ///< its header is written, and not synced
    /// HandsOn: something was written elsewhere than at the end, as when a page changes twice in a long
    /// transaction; until the next sync SQLite's own layer writes all.
    enum { Synced, Gathers, HandsOn } stage = Synced;
    std::array<char, 8> salt{}; ///< of the log that writes knows
};

LogFile *logOf(sqlite3_file *file)
{
    return static_cast<LogFile *>(file);
}

/// Another program may have begun the log anew, and then other frames lie where ours did
/// (sqlite.org/fileformat2.html, 4.1: its salt tells).
void LogFile::lookForAnotherLog()
{
    std::array<char, 8> now{};
    its()->xRead(own(), now.data(), int(now.size()), 16);
    if (now != std::exchange(salt, now))
        writes.forget();
}

/// What cannot be written past the cache is written through it, or fails there with a reason. A log that
/// somebody cut short has lost what was committed: what came behind the gap would be found by nobody.
int LogFile::writeTaken()
{
    if (writes.wouldLeaveAGap()) {
        writes.forget();
        return SQLITE_CORRUPT;
    }
    if (writes.write())
        return SQLITE_OK;
    const auto taken = writes.taken();
    const int code = its()->xWrite(own(), taken.data(), int(taken.size()), writes.begin());
    writes.forget();
    return code;
}

int closeLog(sqlite3_file *file)
{
    const int closed = logOf(file)->its()->xClose(logOf(file)->own());
    std::destroy_at(logOf(file)); // with what was not synced, and so never committed
    return closed;
}

int writeLog(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    auto *log = logOf(file);
    const QByteArrayView view(static_cast<const char *>(bytes), size);
    const bool atTheEnd =
        log->stage == LogFile::Synced || (log->stage == LogFile::Gathers && at == log->writes.end());
    if (log->stage == LogFile::Synced && at > 0 && log->writes.isOpen() && log->writes.keepsBlocks())
        log->lookForAnotherLog();
    log->isBegunAnew = log->isBegunAnew || at == 0;
    if (atTheEnd) {
        log->stage = LogFile::Gathers;
        if (log->writes.take(at, view))
            return SQLITE_OK;
    }
    if (const int code = log->writeTaken(); code != SQLITE_OK)
        return code;
    if (atTheEnd && log->writes.take(at, view)) // there had only been no room
        return SQLITE_OK;
    log->stage = LogFile::HandsOn;
    log->writes.forget();
    sqlite3_int64 length = 0;
    if (const int code = log->its()->xFileSize(log->own(), &length); code != SQLITE_OK)
        return code;
    if (length < at) // somebody cut it short
        return SQLITE_CORRUPT;
    return log->its()->xWrite(log->own(), bytes, size, at);
}

/// Before anything but a write goes to the file itself.
template <class Call>
int afterWriting(sqlite3_file *file, const Call &call)
{
    const int code = logOf(file)->writeTaken();
    return code == SQLITE_OK ? call(logOf(file)->its(), logOf(file)->own()) : code;
}

int readLog(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    const auto &writes = logOf(file)->writes;
    const bool holdsSome = at < writes.end() && at + size > writes.begin() && writes.begin() < writes.end();
    if (holdsSome) {
        if (const int code = logOf(file)->writeTaken(); code != SQLITE_OK)
            return code;
    }
    return logOf(file)->its()->xRead(logOf(file)->own(), bytes, size, at);
}

int truncateLog(sqlite3_file *file, sqlite3_int64 size)
{
    return afterWriting(file, [file, size](const auto *methods, auto *own) {
        logOf(file)->writes.forget();
        return methods->xTruncate(own, size);
    });
}

/// Of a commit, unless nothing was written since the last: then of a copy of the log. The header is synced in
/// any case, so that frames of the log before are never taken for its own.
int syncLog(sqlite3_file *file, int flags)
{
    auto *log = logOf(file);
    const bool isCommit = std::exchange(log->stage, LogFile::Synced) != LogFile::Synced;
    const bool begins = std::exchange(log->isBegunAnew, false);
    if (isCommit && !begins && !log->syncs)
        return log->writeTaken();
    return afterWriting(file, [flags](const auto *methods, auto *own) { return methods->xSync(own, flags); });
}

int sizeOfLog(sqlite3_file *file, sqlite3_int64 *size)
{
    return afterWriting(file,
                        [size](const auto *methods, auto *own) { return methods->xFileSize(own, size); });
}

int lockLog(sqlite3_file *file, int level)
{
    return logOf(file)->its()->xLock(logOf(file)->own(), level);
}

int unlockLog(sqlite3_file *file, int level)
{
    return logOf(file)->its()->xUnlock(logOf(file)->own(), level);
}

int isLogReserved(sqlite3_file *file, int *reserved)
{
    return logOf(file)->its()->xCheckReservedLock(logOf(file)->own(), reserved);
}

int controlLog(sqlite3_file *file, int what, void *argument)
{
    if (what != dropping)
        return logOf(file)->its()->xFileControl(logOf(file)->own(), what, argument);
    logOf(file)->writes.forget();
    logOf(file)->stage = LogFile::Synced;
    return SQLITE_OK;
}

int sectorOfLog(sqlite3_file *file)
{
    return logOf(file)->its()->xSectorSize(logOf(file)->own());
}

int deviceOfLog(sqlite3_file *file)
{
    return logOf(file)->its()->xDeviceCharacteristics(logOf(file)->own());
}

// A log is neither mapped nor shared memory: the methods of version 1 are all that it needs.
constexpr sqlite3_io_methods logMethods{1,          closeLog,    readLog,     writeLog,  truncateLog,
                                        syncLog,    sizeOfLog,   lockLog,     unlockLog, isLogReserved,
                                        controlLog, sectorOfLog, deviceOfLog, nullptr,   nullptr,
                                        nullptr,    nullptr,     nullptr,     nullptr};

int openFile(sqlite3_vfs *layer, const char *path, sqlite3_file *file, int flags, int *opened)
{
    auto *own = sqlite3_vfs_find(indexVfs());
    if (!path || !(flags & SQLITE_OPEN_WAL))
        return own->xOpen(own, path, file, flags, opened);
    auto *behind = reinterpret_cast<sqlite3_file *>(static_cast<LogFile *>(file) + 1);
    const int code = own->xOpen(own, path, behind, flags, opened);
    if (behind->pMethods)
        std::construct_at(static_cast<LogFile *>(file), path, layer->zName == syncingName, &logMethods);
    return code;
}

sqlite3_vfs layerNamed(const char *name)
{
    auto layer = *sqlite3_vfs_find(indexVfs());
    layer.pNext = nullptr;
    layer.zName = name;
    layer.szOsFile += int(sizeof(LogFile));
    layer.xOpen = openFile;
    return layer;
}
} // namespace

const char *logVfs(Durability durability)
{
    static sqlite3_vfs syncing = layerNamed(syncingName);
    static sqlite3_vfs unsynced = layerNamed(unsyncedName);
    static const bool registered =
        sqlite3_vfs_register(&syncing, 0) == SQLITE_OK && sqlite3_vfs_register(&unsynced, 0) == SQLITE_OK;
    if (!registered)
        return nullptr;
    return durability == Durability::Power ? syncingName : unsyncedName;
}

sqlite3_file *openLog(sqlite3 *database)
{
    sqlite3_file *log = nullptr;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    return log && log->pMethods ? log : nullptr;
}

void dropUnsynced(sqlite3 *database)
{
    if (auto *log = openLog(database))
        log->pMethods->xFileControl(log, dropping, nullptr);
}

} // namespace creel
