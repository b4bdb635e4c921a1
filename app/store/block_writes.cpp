// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/block_writes.h"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace creel {

namespace {
int openIn(BlockWrites::Way way, const char *path)
{
    constexpr int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
    if (way == BlockWrites::Way::ByCache)
        return ::open(path, flags);
#ifdef O_DIRECT
    return ::open(path, flags | O_DIRECT);
#else
    return -1;
#endif
}
} // namespace

BlockWrites::BlockWrites(const char *path, Way way)
    : m_blockBytes(way == Way::PastCache ? blockBytes : 1)
    , m_file(openIn(way, path))
{
    if (m_file >= 0)
        m_room.reset(static_cast<char *>(std::aligned_alloc(size_t(blockBytes), size_t(roomBytes))));
}

BlockWrites::~BlockWrites()
{
    if (m_file >= 0)
        ::close(m_file);
}

/// Has the block of @p at in the room, as it stands in the file up to there.
bool BlockWrites::beginAt(qint64 at)
{
    const auto block = blockOf(at);
    const bool known = block == m_from && at <= m_end;
    if (at > block && !known) {
        const auto read = ::pread(m_file, m_room.get(), size_t(blockBytes), block);
        if (read < 0)
            return false;
        std::fill(m_room.get() + read, m_room.get() + blockBytes, '\0'); // the file ends before it
    }
    m_from = block;
    m_begin = m_end = at;
    return true;
}

bool BlockWrites::take(qint64 at, QByteArrayView bytes)
{
    if (!isOpen() || bytes.size() > roomBytes - blockBytes)
        return false;
    if (m_begin == m_end && !beginAt(at)) {
        forget();
        return false;
    }
    if (at != m_end || m_end - m_from + bytes.size() > roomBytes)
        return false;
    std::memcpy(m_room.get() + (m_end - m_from), bytes.data(), size_t(bytes.size()));
    m_end += bytes.size();
    return true;
}

bool BlockWrites::wouldLeaveAGap() const
{
    return m_begin < m_end && ::lseek(m_file, 0, SEEK_END) < m_begin;
}

bool BlockWrites::write()
{
    if (m_begin == m_end)
        return true;
    const auto used = m_end - m_from;
    const auto whole = blockOf(used + m_blockBytes - 1);
    std::fill(m_room.get() + used, m_room.get() + whole, '\0');
    if (::pwrite(m_file, m_room.get(), size_t(whole), m_from) != whole)
        return false;
    const auto last = blockOf(m_end); // begun, or the next one
    if (last > m_from && last < m_end)
        std::memcpy(m_room.get(), m_room.get() + (last - m_from), size_t(m_blockBytes));
    m_from = last;
    m_begin = m_end;
    return true;
}

void BlockWrites::forget()
{
    m_from = -1;
    m_begin = m_end = 0;
}

} // namespace creel
