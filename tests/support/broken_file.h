// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace creel::test {

/// Makes the unnamed file in @p folder that this process has open fail each read and write from now on, as a
/// broken disk would. False when there is none, or nothing is in it yet: then nothing would be lost.
inline bool breakUnnamedFile(const QString &folder)
{
    const QDir open(QStringLiteral("/proc/self/fd"));
    for (const auto &number : open.entryList(QDir::Files | QDir::System)) {
        const auto file = QFile::symLinkTarget(open.filePath(number));
        if (!file.startsWith(folder) || !file.endsWith(QStringLiteral(" (deleted)")))
            continue;
        struct stat written = {};
        if (::fstat(number.toInt(), &written) != 0 || written.st_size == 0)
            continue;
        const int directory = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool broken = ::dup2(directory, number.toInt()) >= 0;
        ::close(directory);
        return broken;
    }
    return false;
}

} // namespace creel::test
