// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_lock.h"

#include "app/store/errors.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
// The holder removes the file when it lets go: a lock on a file that is gone by then holds nothing.
bool isStillAt(const QByteArray &path, int descriptor)
{
    struct stat held = {};
    struct stat there = {};
    return ::fstat(descriptor, &held) == 0 && ::stat(path.constData(), &there) == 0 &&
           held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

bool hasOtherNames(const QString &path)
{
    struct stat file = {};
    return ::stat(QFile::encodeName(path).constData(), &file) == 0 && S_ISREG(file.st_mode) &&
           file.st_nlink > 1;
}
bool isLink(const QString &path)
{
    struct stat file = {};
    return ::lstat(QFile::encodeName(path).constData(), &file) == 0 && S_ISLNK(file.st_mode);
}
} // namespace

QString realPath(const QString &path)
{
    const QFileInfo info(path);
    const auto canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.absoluteFilePath() : canonical;
}

std::unique_ptr<SessionLock> SessionLock::take(const QString &path, StoreError *error)
{
    if (isLink(path)) {
        *error = {StoreError::Kind::CannotOpen,
                  QCoreApplication::translate(
                      "SessionFile", "%1 is a link that leads to no file. Remove it, or choose another file.")
                      .arg(QDir::toNativeSeparators(path))};
        return nullptr;
    }
    if (hasOtherNames(path)) {
        *error = {StoreError::Kind::ReadOnly,
                  QCoreApplication::translate(
                      "SessionFile",
                      "%1 has another name (a hard link), so that it cannot be kept from being "
                      "written twice. Copy it, or open it read-only.")
                      .arg(QDir::toNativeSeparators(path))};
        return nullptr;
    }
    std::unique_ptr<SessionLock> lock(new SessionLock(path));
    *error = lock->lock();
    return *error ? nullptr : std::move(lock);
}

SessionLock::SessionLock(const QString &path)
    : m_path(path)
    , m_lockPath(QFile::encodeName(path + u".creel-lock"_s))
{
}

StoreError SessionLock::lock()
{
    for (;;) {
        const int descriptor =
            ::open(m_lockPath.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0)
            return systemError(errno, m_path);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int why = errno;
            ::close(descriptor);
            return why == EWOULDBLOCK ? storeError(StoreError::Kind::Busy, m_path) : systemError(why, m_path);
        }
        ::fchmod(descriptor, 0600); // the umask may have taken even our own rights
        if (isStillAt(m_lockPath, descriptor)) {
            m_descriptor = descriptor;
            return {};
        }
        ::close(descriptor);
    }
}

bool SessionLock::isHeld() const
{
    return isStillAt(m_lockPath, m_descriptor);
}

StoreError SessionLock::keep()
{
    if (isHeld())
        return {};
    const int before = m_descriptor;
    const auto error = lock();
    if (!error)
        ::close(before);
    return error;
}

SessionLock::~SessionLock()
{
    if (m_descriptor < 0)
        return;
    if (isHeld())                         // else it is another's
        ::unlink(m_lockPath.constData()); // before letting go, so that only the holder ever removes it
    ::close(m_descriptor);
}

} // namespace creel
