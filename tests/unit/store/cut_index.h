// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

#include <array>
#include <dlfcn.h>
#include <unistd.h>
#include <utility>

namespace creel::tests {

/// Cuts the index of @p session to @p bytes. By its name: to close a descriptor would let go of SQLite's
/// locks.
inline bool cut(const QString &session, int bytes)
{
    return ::truncate(QFile::encodeName(session + QStringLiteral("-shm")).constData(), bytes) == 0;
}

/// The session whose index the next write to it cuts, or the next read of its log behind some others.
class NextCut
{
public:
    void set(const QString &session, int bytes, int readsBefore = 0)
    {
        m_session = QFile::encodeName(session);
        m_bytes = bytes;
        m_readsBefore = readsBefore;
    }
    bool isDone() const { return m_session.isEmpty(); }

    void written(int file)
    {
        if (isOf(file, ""))
            now();
    }
    void read(int file)
    {
        if (isOf(file, "-wal") && m_readsBefore-- == 0)
            now();
    }

private:
    bool isOf(int file, const char *ending) const
    {
        std::array<char, 4096> path{};
        const auto link = "/proc/self/fd/" + QByteArray::number(file);
        return !isDone() && ::readlink(link.constData(), path.data(), path.size() - 1) > 0 &&
               m_session + ending == path.data();
    }
    void now() { cut(QFile::decodeName(std::exchange(m_session, {})), m_bytes); }

    QByteArray m_session;
    int m_bytes = 0;
    int m_readsBefore = 0;
};

inline NextCut nextCut;

} // namespace creel::tests

// These two stand before those of the C library, for SQLite.
extern "C" ssize_t pread64(int file, void *bytes, size_t size, off64_t at)
{
    creel::tests::nextCut.read(file);
    const auto real =
        reinterpret_cast<ssize_t (*)(int, void *, size_t, off64_t)>(::dlsym(RTLD_NEXT, "pread64"));
    return real(file, bytes, size, at);
}
extern "C" ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    creel::tests::nextCut.written(file);
    const auto real =
        reinterpret_cast<ssize_t (*)(int, const void *, size_t, off64_t)>(::dlsym(RTLD_NEXT, "pwrite64"));
    return real(file, bytes, size, at);
}
