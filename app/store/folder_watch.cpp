// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/folder_watch.h"

#ifdef Q_OS_LINUX
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include <utility>

namespace creel {

FolderWatch::~FolderWatch()
{
    end();
}

#ifdef Q_OS_LINUX

void FolderWatch::begin()
{
    constexpr quint32 comesOrGoes =
        IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    if (m_events < 0)
        m_events = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    // gives the number it has, unless another folder has come into its place
    const int watched = ::inotify_add_watch(m_events, m_folder.constData(), comesOrGoes);
    if (m_watched >= 0 && watched != m_watched)
        ::inotify_rm_watch(m_events, m_watched);
    m_watched = watched;
    char room[4096];
    while (::read(m_events, room, sizeof room) > 0)
        continue;
}

bool FolderWatch::isQuiet() const
{
    int waiting = 0;
    return m_watched >= 0 && ::ioctl(m_events, FIONREAD, &waiting) == 0 && waiting == 0;
}

void FolderWatch::end()
{
    if (m_events >= 0)
        ::close(std::exchange(m_events, -1));
}

#else

void FolderWatch::begin() {}

bool FolderWatch::isQuiet() const
{
    return false;
}

void FolderWatch::end() {}

#endif

} // namespace creel
