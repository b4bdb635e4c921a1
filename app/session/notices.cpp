// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/notices.h"

#include <QCoreApplication>

#include <algorithm>

namespace creel {

QString remedyWords(Remedy remedy)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("creel::Remedy", text); };
    switch (remedy) {
    case Remedy::Undo:
        return tr("Undo");
    case Remedy::TryAgain:
        return tr("Try again");
    case Remedy::FreePort:
        return tr("Use a free port");
    case Remedy::ListenOn:
        return tr("Listen on…");
    case Remedy::NewSession:
        return tr("New session");
    case Remedy::SaveAs:
        return tr("Save as…");
    case Remedy::Salvage:
        return tr("Salvage a copy");
    }
    Q_UNREACHABLE();
}

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
