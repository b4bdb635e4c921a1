// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/mapped_index.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
#endif

namespace creel {

#ifdef Q_OS_LINUX
namespace {
constexpr int pageBytes = 4096;
constexpr int isInitAt = 12; // sqlite.org/walformat.html, 2.1
constexpr int framesAt = 16;
constexpr int copiedAt = 96; // so many frames were copied; behind it the marks of readers
constexpr int marksAt = 100;
constexpr int marks = 5;
constexpr int unusedAt = 132;
constexpr int marksEnd = 136;
constexpr int mostIndexes = 32;

/// By the system, which says so where a signal would come.
bool copy(char *to, const char *from, size_t bytes)
{
    const iovec local{to, bytes};
    const iovec remote{const_cast<char *>(from), bytes};
    return ::process_vm_readv(::getpid(), &local, 1, &remote, 1, 0) == ssize_t(bytes);
}

char *mapMemory()
{
    void *memory =
        ::mmap(nullptr, MappedIndex::regionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : static_cast<char *>(memory);
}

/// At once for every thread.
bool takePlace(char *memory, char *region)
{
    constexpr auto bytes = MappedIndex::regionBytes;
    return ::mremap(memory, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, region) != MAP_FAILED;
}

/// Where shared memory is mapped again: man 2 mremap, old_size of 0.
char *mapAgain(char *region)
{
    void *again = ::mremap(region, 0, MappedIndex::regionBytes, MREMAP_MAYMOVE);
    return again == MAP_FAILED ? nullptr : static_cast<char *>(again);
}

std::array<MappedIndex, mostIndexes> indexes;
struct sigaction actionBefore = {};

/// What does not concern an index is left to whoever was there before: the same fault comes again there, and
/// a signal that somebody sent is sent on.
void onBusError(int signal, siginfo_t *info, void *)
{
    const int error = errno;
    const bool isFault = info->si_code > 0;
    if (!isFault || !MappedIndex::leaveFileAt(static_cast<const char *>(info->si_addr)))
        ::sigaction(signal, &actionBefore, nullptr);
    if (!isFault)
        ::raise(signal);
    errno = error;
}

/// Where the system does not copy so (seccomp), an index would turn to zeros.
bool canCopy()
{
    char from = 'a';
    char to = 'b';
    return copy(&to, &from, 1) && to == from;
}
} // namespace

bool MappedIndex::leaveFileAt(const char *address)
{
    return std::ranges::any_of(indexes, [address](auto &index) {
        const int region = index.find(address);
        return region >= 0 && index.leaveFile(region);
    });
}

MappedIndex *MappedIndex::use(char *first)
{
    static const bool watched = [] {
        struct sigaction action = {};
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        return canCopy() && ::sigaction(SIGBUS, &action, &actionBefore) == 0;
    }();
    auto *known = std::ranges::find_if(
        indexes, [first](const auto &index) { return index.m_users > 0 && index.m_regions[0] == first; });
    if (known == indexes.end())
        known = std::ranges::find(indexes, 0, &MappedIndex::m_users);
    if (!watched || known == indexes.end() || ::sysconf(_SC_PAGESIZE) != pageBytes)
        return nullptr;
    if (known->m_users++ == 0) {
        known->m_place = Place::File;
        known->m_leaves = 0;
        known->m_isWriting = known->m_hasLeft = known->m_isHalf = false;
    }
    known->know(0, first);
    return known;
}

void MappedIndex::letGo()
{
    if (--m_users > 0)
        return;
    for (int i = 0; i < mostRegions; ++i) {
        if (m_regions[i].exchange(nullptr))
            ::munmap(m_file[i], regionBytes);
    }
}

void MappedIndex::know(int number, char *region)
{
    if (number >= mostRegions || m_regions[number])
        return;
    m_file[number] = mapAgain(region);
    if (!m_file[number])
        return;
    m_regions[number] = region;
    if (!isOnFile())
        leaveFile(region);
}

qsizetype MappedIndex::bytes() const
{
    const auto last =
        std::find_if(m_regions.rbegin(), m_regions.rend(), [](const auto &it) { return it.load(); });
    return (m_regions.rend() - last) * regionBytes;
}

int MappedIndex::find(const char *address) const
{
    const auto holds = [address](const auto &region) {
        const char *begin = region;
        return begin && address >= begin && address < begin + regionBytes;
    };
    const auto found = std::ranges::find_if(m_regions, holds);
    return found == m_regions.end() ? -1 : int(found - m_regions.begin());
}

/// False when there is no memory. Where another thread is about to do it, what could not be done is tried
/// again until it has.
bool MappedIndex::leaveFile(int region)
{
    auto place = Place::File;
    if (!m_place.compare_exchange_strong(place, Place::Leaving))
        return place == Place::Leaving || leaveFile(m_regions[region]);
    m_hasLeft = true;
    ++m_leaves;
    for (auto &known : m_regions) {
        if (char *begin = known; begin && !leaveFile(begin))
            return false;
    }
    m_place = Place::Memory;
    ++m_leaves; // who began to read meanwhile counted the first already
    return true;
}

/// Puts what @p region holds into memory that takes its place. What cannot be read is zeros. Calls nothing
/// that a signal handler may not.
bool MappedIndex::leaveFile(char *region)
{
    char *memory = mapMemory();
    if (!memory)
        return false;
    bool isWhole = true;
    for (int at = 0; at < regionBytes; at += pageBytes)
        isWhole = copy(memory + at, region + at, pageBytes) && isWhole;
    if (!isWhole) // before it is asked who writes
        m_isHalf = true;
    const bool isFirst = region == m_regions[0];
    if (isFirst && m_isWriting && memory[isInitAt] == 0)
        std::memcpy(memory, m_begun.data(), headerBytes);
    if (isFirst && !takePlace(memory, region))
        return false;
    if (!isWhole && !m_isWriting) {
        takeHeaderAway();
        m_isHalf = false;
    }
    return isFirst || takePlace(memory, region);
}

bool MappedIndex::saysAllIsCopied() const
{
    std::array<char, marksEnd> header{};
    quint32 frames = 0;
    quint32 copied = 0;
    const bool read = copy(header.data(), m_regions[0], header.size()) && isOnFile();
    std::memcpy(&frames, header.data() + framesAt, sizeof frames);
    std::memcpy(&copied, header.data() + copiedAt, sizeof copied);
    return read && header[isInitAt] != 0 && frames == copied;
}

void MappedIndex::takeHeaderAway()
{
    std::memset(m_regions[0], 0, headerBytes);
}

void MappedIndex::wasCut()
{
    static constexpr std::array<char, headerBytes> none{};
    if (m_isWriting) {
        leaveFile(0);
        m_isHalf = true;
    } else {
        ++m_leaves;
    }
    copy(m_file[0], none.data(), none.size());
}

void MappedIndex::beginWriting()
{
    std::memcpy(m_begun.data(), m_regions[0], headerBytes);
    m_isWriting = true;
}

void MappedIndex::endWriting()
{
    if (m_isHalf)
        takeHeaderAway();
    m_isHalf = false;
    if (isOnFile())
        m_isWriting = false;
}

bool MappedIndex::takesMarks()
{
    constexpr std::array<char, marksEnd - unusedAt> none{};
    if (m_hasLeft && copy(m_file[0] + unusedAt, none.data(), none.size()))
        m_hasLeft = false;
    return !m_hasLeft;
}

/// A reader of this process may hold a mark that only the memory has, and one of another process one that
/// only the file has.
bool MappedIndex::keepOlderMarks()
{
    std::array<quint32, marks> here{};
    std::array<quint32, marks> there{};
    constexpr auto bytes = sizeof here;
    if (!copy(reinterpret_cast<char *>(here.data()), m_regions[0] + marksAt, bytes) ||
        !copy(reinterpret_cast<char *>(there.data()), m_file[0] + marksAt, bytes))
        return false;
    std::ranges::transform(here, there, there.begin(), [](auto a, auto b) { return std::min(a, b); });
    return copy(m_file[0] + marksAt, reinterpret_cast<const char *>(there.data()), bytes);
}

/// The header first: from then on nobody trusts what there is.
bool MappedIndex::takeToFile()
{
    static constexpr std::array<char, headerBytes> none{};
    if (m_place != Place::Memory) // another thread is about it
        return false;
    if (!copy(m_file[0], none.data(), none.size()) || !keepOlderMarks())
        return false;
    for (int i = 0; i < mostRegions; ++i) {
        const char *region = m_regions[i];
        for (int at = 0; region && at < regionBytes; at += pageBytes) {
            const int kept = i == 0 && at == 0 ? marksEnd : 0;
            if (!copy(m_file[i] + at + kept, region + at + kept, pageBytes - kept))
                return false;
        }
    }
    return returnToFile();
}

bool MappedIndex::lookAtFile()
{
    std::array<char, pageBytes> page;
    if (m_isWriting || m_place != Place::Memory)
        return false;
    for (int i = 0; i < mostRegions; ++i) {
        for (int at = 0; m_regions[i] && at < regionBytes; at += pageBytes) {
            if (!copy(page.data(), m_file[i] + at, page.size()))
                return false;
        }
    }
    return returnToFile();
}

bool MappedIndex::returnToFile()
{
    for (int i = 0; i < mostRegions; ++i) {
        char *region = m_regions[i];
        if (region &&
            ::mremap(m_file[i], 0, regionBytes, MREMAP_MAYMOVE | MREMAP_FIXED, region) == MAP_FAILED)
            return false;
    }
    m_isHalf = false;
    m_place = Place::File;
    return true;
}

#else
bool MappedIndex::leaveFileAt(const char *)
{
    return false;
}
MappedIndex *MappedIndex::use(char *)
{
    return nullptr;
}
void MappedIndex::letGo() {}
void MappedIndex::know(int, char *) {}
qsizetype MappedIndex::bytes() const
{
    return 0;
}
bool MappedIndex::saysAllIsCopied() const
{
    return true;
}
void MappedIndex::wasCut() {}
void MappedIndex::beginWriting() {}
void MappedIndex::endWriting() {}
bool MappedIndex::takesMarks()
{
    return true;
}
bool MappedIndex::takeToFile()
{
    return false;
}
bool MappedIndex::lookAtFile()
{
    return false;
}
#endif

} // namespace creel
