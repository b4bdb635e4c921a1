// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdlib>
#include <memory>

namespace creel {

/// Gathers what is appended to a file and writes it in one piece: by the page cache, or past it (open(2),
/// O_DIRECT), where the disk gets it at once and the system need not look for it again at the sync.
///
/// Past the cache whole blocks are written. What stood before the first byte stays; what stood behind the
/// last one, up to the end of its block, becomes zeros: for a file whose remainder nobody needs, as a log's.
/// When somebody else may have written the file, forget() is to be called then. Where there are no such
/// writes (isOpen()), nothing is taken.
class BlockWrites
{
public:
    static constexpr qint64 blockBytes = 4096;
    static constexpr qint64 roomBytes = 1024 * 1024;
    enum class Way { ByCache, PastCache };

    /// @p path, in the encoding of the file system, is there already.
    explicit BlockWrites(const char *path, Way way = Way::PastCache);
    ~BlockWrites();
    BlockWrites(const BlockWrites &) = delete;
    BlockWrites &operator=(const BlockWrites &) = delete;

    bool isOpen() const { return m_room != nullptr; }
    /// It keeps the end of what it wrote, to write it once more.
    bool keepsBlocks() const { return m_blockBytes > 1; }
    /// Takes @p bytes, for offset @p at. False, taking nothing, when they do not follow what was taken since
    /// the latest write(), or do not fit beside it: that is to be written first.
    bool take(qint64 at, QByteArrayView bytes);
    qint64 begin() const { return m_begin; }
    qint64 end() const { return m_end; }
    /// What was taken, for begin() on.
    QByteArrayView taken() const { return {m_room.get() + (m_begin - m_from), m_end - m_begin}; }

    /// The file ends before begin(): somebody cut it short.
    bool wouldLeaveAGap() const;
    /// Writes what was taken; it is not synced. False: some of it may be missing, and taken() is to be
    /// written in another way.
    bool write();
    /// Drops what was taken, and what is known of the file.
    void forget();

private:
    qint64 blockOf(qint64 at) const { return at - at % m_blockBytes; }
    bool beginAt(qint64 at);

    struct Free {
        void operator()(char *room) const { std::free(room); }
    };
    qint64 m_blockBytes;
    int m_file = -1;
    std::unique_ptr<char, Free> m_room; ///< of whole blocks, aligned to them
    qint64 m_from = -1;                 ///< offset of the room's first byte; below 0: it holds nothing
    qint64 m_begin = 0;
    qint64 m_end = 0;
};

} // namespace creel
