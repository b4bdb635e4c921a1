// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

#include <unistd.h>

namespace creel::tests {

/// While it lives, a process of root has the rights of nobody, to whom a folder and its files are given: root
/// may read and write anything. Does nothing in a process of anybody else.
class AsNobody
{
public:
    explicit AsNobody(const QString &folder)
    {
        if (::geteuid() != 0)
            return;
        give(folder);
        for (const auto &info : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden))
            give(info.filePath());
        m_changed = ::seteuid(nobody) == 0;
    }
    ~AsNobody()
    {
        if (m_changed && ::seteuid(0) != 0)
            qFatal("cannot become root again");
    }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;

private:
    static constexpr uid_t nobody = 65534;

    static void give(const QString &path)
    {
        if (::chown(QFile::encodeName(path).constData(), nobody, gid_t(-1)) != 0)
            qFatal("cannot give %s away", qPrintable(path));
    }

    bool m_changed = false;
};

} // namespace creel::tests
