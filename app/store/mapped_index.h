// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>

namespace creel {

/// The index of a log (`-shm`), which SQLite maps in regions and reads and writes like memory. A page that
/// the system cannot give (the file was cut short or made immutable, its file system gone read-only, its disk
/// failing) would end the program there (SIGBUS). Instead the index then leaves its file: memory with the
/// same content takes the place of all its regions, and whoever was reading or writing goes on.
///
/// What is committed from then on nobody else is told, so nothing of it may be acknowledged, and nothing
/// written or copied under the locks that lie in the file: ask isOnFile(). The log has it all, and once the
/// file takes pages again the index returns to it without a header, which SQLite recovers from the log
/// (sqlite.org/walformat.html, 2.4).
///
/// On Linux alone; elsewhere nothing is known of any index. What is said of a region here is guarded by the
/// caller: one thread at a time, except for isOnFile().
class MappedIndex
{
public:
    static constexpr int regionBytes = 32 * 1024;

    /// What the handler of the signal does. False when no index lies at @p address, or no memory is left.
    static bool leaveFileAt(const char *address);

    /// Counts one user more of the index that SQLite has mapped with @p first as its first region. Null
    /// when there are too many.
    static MappedIndex *use(char *first);
    /// To be called before SQLite unmaps it for this user.
    void letGo();

    /// Region @p number lies at @p region from now on.
    void know(int number, char *region);

    bool isOnFile() const { return m_place == Place::File; }
    /// So many bytes the file has to have.
    qsizetype bytes() const;
    /// Writes what there is to the file, except for the header and the marks of readers, and takes its pages
    /// again. Only under SQLite's lock to write. False when the file does not take it.
    bool takeToFile();
    /// Takes the pages of the file as they are, if this process has never written there. False where not.
    bool lookAtFile();
    void setWritten() { m_isWritten = true; }

private:
    enum class Place { File, Leaving, Memory };
    static constexpr int mostRegions = 128; ///< a log of 2 GiB; behind them the index is not watched

    int find(const char *address) const;
    bool leaveFile(int region);
    bool returnToFile();

    std::atomic<Place> m_place = Place::File;
    std::array<std::atomic<char *>, mostRegions> m_regions{};
    std::array<char *, mostRegions> m_file{}; ///< the same pages of the file, mapped once more
    std::atomic<bool> m_isWritten = false;
    int m_users = 0;
};

} // namespace creel
