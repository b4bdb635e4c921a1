// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/folder_watch.h"

#ifdef Q_OS_LINUX
#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
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
    end();
    constexpr quint32 comesOrGoes =
        IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    m_watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_watch >= 0 && ::inotify_add_watch(m_watch, m_folder.constData(), comesOrGoes) < 0)
        end();
}

bool FolderWatch::isQuiet() const
{
    alignas(inotify_event) char room[sizeof(inotify_event) + NAME_MAX + 1];
    return m_watch >= 0 && ::read(m_watch, room, sizeof room) < 0 && errno == EAGAIN;
}

void FolderWatch::end()
{
    if (m_watch >= 0)
        ::close(std::exchange(m_watch, -1));
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
