// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace creel {

/// Tells whether a name came to or went from a folder, or the folder itself went: known by then, and for less
/// than a look at each file costs, which after a sync is tens of microseconds. On Linux by inotify(7), which
/// does not see what another machine does on a network file system; elsewhere, and where there are no more
/// watches to be had, something may always have happened.
class FolderWatch
{
public:
    explicit FolderWatch(QByteArray folder) : m_folder(std::move(folder)) {}
    ~FolderWatch();
    FolderWatch(const FolderWatch &) = delete;
    FolderWatch &operator=(const FolderWatch &) = delete;

    /// Begins anew: what happened before this call is not told of any more.
    void begin();
    /// Nothing has happened since begin().
    bool isQuiet() const;

private:
    void end();

    QByteArray m_folder;
    int m_events = -1;  ///< kept: closing it takes the kernel up to tens of milliseconds
    int m_watched = -1; ///< the folder's number there
};

} // namespace creel
