// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/creation.h"

#include "app/store/connection.h"
#include "app/store/errors.h"
#include "app/store/meta.h"
#include "app/store/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
StoreError fill(const QString &path)
{
    StoreError error;
    const auto connection = Connection::open(path, Connection::Access::ReadWrite, &error);
    if (!connection)
        return error;
    for (const auto &pragma : {u"PRAGMA page_size = %1"_s.arg(sessionPageBytes),
                               u"PRAGMA auto_vacuum = NONE"_s, u"PRAGMA encoding = 'UTF-8'"_s}) {
        if ((error = connection->run(pragma)))
            return error;
    }
    error = migrate(*connection, 0);
    if (!error)
        error = connection->error(
            meta::setNumber(*connection, meta::identity, QRandomGenerator::system()->bounded(1, 1LL << 62)));
    return error ? error : connection->run(u"PRAGMA journal_mode = WAL"_s);
}

} // namespace

StoreError setLogAside(const QString &path)
{
    const QString log = path + u"-wal"_s;
    if (QFileInfo(log).size() == 0)
        return {};
    auto aside = log + u"-aside"_s;
    for (int number = 2; QFileInfo::exists(aside); ++number)
        aside = u"%1-aside-%2"_s.arg(log).arg(number);
    const bool renamed =
        std::rename(QFile::encodeName(log).constData(), QFile::encodeName(aside).constData()) == 0;
    return renamed ? StoreError() : systemError(errno, path);
}

StoreError createPrivateFile(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return systemError(errno, path);
    ::fchmod(descriptor, 0600); // the umask may have taken even our own rights
    ::close(descriptor);
    return {};
}

void makePrivate(const QString &path)
{
    for (const auto &beside : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const auto name = QFile::encodeName(path + beside);
        struct stat file = {};
        const bool othersMay = ::lstat(name.constData(), &file) == 0 && S_ISREG(file.st_mode) &&
                               file.st_uid == ::geteuid() && (file.st_mode & 077) != 0;
        if (othersMay) // by name: to close a descriptor would let go of SQLite's locks
            ::fchmodat(AT_FDCWD, name.constData(), file.st_mode & 0700, AT_SYMLINK_NOFOLLOW);
    }
}

StoreError syncFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const auto error = synced ? StoreError() : systemError(errno, path);
    if (descriptor >= 0)
        ::close(descriptor);
    return error;
}

StoreError createSession(const QString &path)
{
    const QString unfinished = u"%1-new-%2"_s.arg(path).arg(QRandomGenerator::system()->generate64(), 0, 36);
    auto error = createPrivateFile(unfinished);
    if (!error)
        error = fill(unfinished);
    if (!error)
        error = setLogAside(path);
    if (!error &&
        std::rename(QFile::encodeName(unfinished).constData(), QFile::encodeName(path).constData()) != 0)
        error = systemError(errno, path);
    if (error) {
        QFile::remove(unfinished);
        error = storeError(error.kind, path);
    }
    return error;
}

} // namespace creel
