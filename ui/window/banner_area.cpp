// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/banner_area.h"

#include "app/session/session.h"
#include "ui/window/banner.h"

#include <QVBoxLayout>

namespace creel {

BannerArea::BannerArea(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("banners"));
    setAccessibleName(tr("Notices"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    connect(session, &Session::noticesChanged, this, &BannerArea::rebuild);
    rebuild();
}

bool BannerArea::dismissLast()
{
    const auto notices = m_session->notices();
    if (notices.empty())
        return false;
    m_session->dismiss(notices.back().id);
    return true;
}

void BannerArea::add(const Notice &notice)
{
    auto *banner = new Banner(notice, this);
    m_rows->addWidget(banner);
    connect(banner, &Banner::remedyChosen, this,
            [this, id = notice.id](Remedy remedy) { emit remedyChosen(id, remedy); });
    connect(banner, &Banner::dismissed, this, [this, id = notice.id] { m_session->dismiss(id); });
}

void BannerArea::rebuild()
{
    while (auto *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be the one that was just pressed
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    for (const auto &notice : m_session->notices())
        add(notice);
    setVisible(m_rows->count() > 0);
}

} // namespace creel
