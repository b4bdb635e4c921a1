// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/open_file.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
// Of SQLite's files: all that have a database open share a lock on these bytes
// (https://www.sqlite.org/src/file?name=src/os.h, SHARED_FIRST).
constexpr off_t sharedFirst = 0x40000000 + 2;
constexpr off_t sharedSize = 510;

bool lock(int descriptor, short kind)
{
    struct flock range = {};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = sharedFirst;
    range.l_len = sharedSize;
    return ::fcntl(descriptor, F_SETLK, &range) == 0;
}

struct stat statusOf(int descriptor)
{
    struct stat status = {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0)
        return {};
    return status;
}

struct stat statusOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return status;
}
} // namespace

OpenFile::OpenFile(const QString &path) : m_path(path)
{
    const auto status = statusOf(path);
    m_device = status.st_dev;
    m_number = status.st_ino;
}

bool OpenFile::is(const struct stat &status) const
{
    return m_number != 0 && status.st_dev == m_device && status.st_ino == m_number;
}

bool OpenFile::isAt(const QString &path) const
{
    return is(statusOf(path));
}

/// -1 when none is found.
int OpenFile::descriptor(Way way) const
{
    for (const auto &name : QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System)) {
        bool isNumber = false;
        const int descriptor = name.toInt(&isNumber);
        const auto status = isNumber ? statusOf(descriptor) : statusOf(-1);
        if (is(status) && (way == AnyWay || (::fcntl(descriptor, F_GETFL) & O_ACCMODE) == O_RDWR))
            return descriptor;
    }
    return -1;
}

std::optional<QString> OpenFile::name() const
{
    const int found = descriptor(AnyWay);
    if (statusOf(found).st_nlink == 0)
        return {};
    const auto name = QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(found));
    return isAt(name) ? std::optional(name) : std::nullopt;
}

std::optional<OpenFile::Stamp> OpenFile::stamp() const
{
    auto status = statusOf(m_path);
    if (!is(status)) // it has another name by now, if one at all
        status = statusOf(descriptor(AnyWay));
    if (status.st_nlink == 0)
        return {};
    return Stamp{status.st_size, qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

OpenFile::Alone::Alone(const OpenFile &file) : m_descriptor(file.descriptor(ForWriting))
{
    if (m_descriptor >= 0 && !lock(m_descriptor, F_WRLCK))
        m_descriptor = -1;
}

OpenFile::Alone::~Alone()
{
    if (m_descriptor >= 0)
        lock(m_descriptor, F_RDLCK); // as SQLite had it
}

} // namespace creel
