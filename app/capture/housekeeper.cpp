// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/housekeeper.h"

#include <QDateTime>

namespace creel {

namespace {
constexpr int lookMs = 2000;
}

Housekeeper::Housekeeper()
{
    m_timer.setInterval(lookMs);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { begin(); });
    QObject::connect(&m_next, &QTimer::timeout, &m_next, [this] { step(); });
}

void Housekeeper::setWriter(SessionWriter *writer)
{
    m_writer = writer;
    m_purging = false;
    begin();
}

void Housekeeper::setRetention(const Retention &retention)
{
    m_retention = retention;
    begin();
}

void Housekeeper::purge()
{
    m_purging = true;
    begin();
}

void Housekeeper::begin()
{
    const bool bounded = m_retention != Retention{};
    if (!m_writer || !bounded)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
    if (m_writer && (bounded || m_purging))
        m_next.start();
}

void Housekeeper::step()
{
    if (!m_writer)
        return;
    bool more = false;
    if (m_purging) {
        // A file that cannot be written says so with the next delivery; it is tried again when asked again.
        m_purging = !m_writer->purge(&more) && more;
        more = more || m_retention != Retention{};
    } else {
        more =
            !m_writer->applyRetention(m_retention, QDateTime::currentMSecsSinceEpoch() * 1000, &more) && more;
    }
    if (more)
        m_next.start();
}

} // namespace creel
