// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/notices.h"

#include <algorithm>

namespace creel {

bool NoticeBoard::post(const Notice &notice)
{
    const auto found = std::ranges::find(m_notices, notice.id, &Notice::id);
    if (found == m_notices.end()) {
        m_notices.push_back(notice);
        return true;
    }
    if (*found == notice)
        return false;
    *found = notice;
    return true;
}

bool NoticeBoard::withdraw(const QString &id)
{
    return std::erase_if(m_notices, [&](const Notice &notice) { return notice.id == id; }) > 0;
}

} // namespace creel
