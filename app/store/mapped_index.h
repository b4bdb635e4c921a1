// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>

namespace creel {

/// The index of a log (`-shm`), which SQLite maps in regions and reads and writes like memory. A page that
/// the system cannot give (the file was cut short or made immutable, its file system gone read-only, its disk
/// failing) would end the program there (SIGBUS). Instead the index then leaves its file: memory takes the
/// place of all its regions, with what can be read of them and else zeros, and whoever was reading or writing
/// goes on.
///
/// What is committed from then on nobody else is told, so nothing of it may be acknowledged, and nothing
/// written or copied under the locks that lie in the file: ask isOnFile(). The log has it all, and once the
/// file takes pages again the index returns to it without a header, which SQLite recovers from the log
/// (sqlite.org/walformat.html, 2.4). What cannot all be read has no header at once, but while this process
/// writes: SQLite takes a transaction back by it. Then nobody else may begin to read: ask isHalf().
///
/// On Linux alone; elsewhere nothing is known of any index. What is said of a region here is guarded by the
/// caller: one thread at a time, except for isOnFile() and leaves().
class MappedIndex
{
public:
    static constexpr int regionBytes = 32 * 1024;

    /// What the handler of the signal does. False when no index lies at @p address, or no memory is left.
    static bool leaveFileAt(const char *address);

    /// Counts one user more of the index that SQLite has mapped with @p first as its first region. Null
    /// when there are too many, or the system lets nothing be watched.
    static MappedIndex *use(char *first);
    /// To be called before SQLite unmaps it for this user.
    void letGo();

    /// Region @p number lies at @p region from now on.
    void know(int number, char *region);

    bool isOnFile() const { return m_place == Place::File; }
    /// It has a header still, and lacks what that tells of.
    bool isHalf() const { return m_isHalf; }
    /// Another number whenever it has left its file, or was found cut. What was read between two may have
    /// lacked the newest of the log.
    int leaves() const { return m_leaves; }
    /// So many bytes the file has to have.
    qsizetype bytes() const;
    /// By its header, on its file: all that is in the log is in the session file, too.
    bool saysAllIsCopied() const;
    /// The file had been cut, and is as long as it was again, with zeros: nobody is to trust that. Where this
    /// process writes it leaves its file.
    void wasCut();
    /// Since it left its file, a page of that has taken a write. Else marks would be stored in vain.
    bool takesMarks();
    /// Writes what there is to the file, except for the header, and takes its pages again; of the marks of
    /// readers the older ones stay. Only under SQLite's lock to write. False when the file does not take it.
    bool takeToFile();
    /// Takes the pages of the file as they are. False where not, and when this process holds SQLite's lock to
    /// write, or held it when the index left its file: what it committed would be forgotten.
    bool lookAtFile();
    /// Between these two this process holds SQLite's lock to write.
    void beginWriting();
    void endWriting();

private:
    enum class Place { File, Leaving, Memory };
    static constexpr int headerBytes = 96;  ///< sqlite.org/walformat.html, 2.1: two copies of 48 bytes
    static constexpr int mostRegions = 128; ///< a log of 2 GiB; behind them the index is not watched

    int find(const char *address) const;
    bool leaveFile(int region);
    bool leaveFile(char *region);
    void takeHeaderAway();
    bool keepOlderMarks();
    bool returnToFile();

    std::atomic<Place> m_place = Place::File;
    std::array<std::atomic<char *>, mostRegions> m_regions{};
    std::array<char *, mostRegions> m_file{}; ///< the same pages of the file, mapped once more
    std::array<char, headerBytes> m_begun{};  ///< the header that the writing began with
    std::atomic<bool> m_isWriting = false;
    std::atomic<bool> m_isHalf = false;
    std::atomic<bool> m_hasLeft = false; ///< and nothing was written there since
    std::atomic<int> m_leaves = 0;
    int m_users = 0;
};

} // namespace creel
