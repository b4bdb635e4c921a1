// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/banner_area.h"

#include "app/session/session.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/window/banner.h"

#include <QVBoxLayout>

#include <algorithm>

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

void BannerArea::post(const Notice &notice)
{
    if (m_own.post(notice))
        rebuild();
}

void BannerArea::withdraw(const QString &id)
{
    if (m_own.withdraw(id))
        rebuild();
}

bool BannerArea::dismissLast()
{
    if (!m_own.all().empty())
        return m_own.withdraw(QString(m_own.all().back().id)) && (rebuild(), true);
    const auto notices = m_session->notices();
    if (notices.empty())
        return false;
    m_session->dismiss(notices.back().id);
    return true;
}

void BannerArea::add(const Notice &notice, bool own)
{
    auto *banner = new Banner(notice, this);
    m_rows->addWidget(banner);
    connect(banner, &Banner::acted, this,
            [this, id = notice.id, own] { own ? emit acted(id) : m_session->actOn(id); });
    connect(banner, &Banner::dismissed, this,
            [this, id = notice.id, own] { own ? withdraw(id) : m_session->dismiss(id); });
}

void BannerArea::rebuild()
{
    while (auto *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be the one that was just pressed
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    for (const auto &notice : m_session->notices())
        add(notice, false);
    for (const auto &notice : m_own.all())
        add(notice, true);
    setVisible(m_rows->count() > 0);
}

} // namespace creel
