// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/housekeeper.h"

#include <QDateTime>

#include <utility>

namespace creel {

namespace {
constexpr int lookMs = 2000;
}

Housekeeper::Housekeeper(Turn *turn, std::function<void(EventId)> removed)
    : m_turn(turn)
    , m_removed(std::move(removed))
{
    m_timer.setInterval(lookMs);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        const std::lock_guard held(*m_turn);
        begin();
    });
    QObject::connect(&m_next, &QTimer::timeout, &m_next, [this] {
        const std::lock_guard held(*m_turn);
        step();
    });
}

void Housekeeper::setWriter(SessionWriter *writer)
{
    m_writer = writer;
    m_removedThrough = {}; // of another file
    m_purgeThrough = {};
    begin();
}

void Housekeeper::setRetention(const Retention &retention)
{
    m_retention = retention;
    begin();
}

void Housekeeper::purge()
{
    m_purgeThrough = m_writer ? m_writer->clearedThrough() : EventId{};
    begin();
}

void Housekeeper::begin()
{
    const bool bounded = m_retention != Retention{};
    if (!m_writer || !bounded)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
    if (m_writer && (bounded || m_purgeThrough != EventId{}))
        m_next.start();
}

void Housekeeper::step()
{
    if (!m_writer)
        return;
    bool more = false;
    if (m_purgeThrough != EventId{}) {
        // A file that cannot be written says so with the next delivery; it is tried again when asked again.
        if (m_writer->purge(&more, m_purgeThrough) || !more)
            m_purgeThrough = {};
        more = more || m_retention != Retention{};
    } else {
        const auto nowUs = QDateTime::currentMSecsSinceEpoch() * 1000;
        more = !m_writer->applyRetention(m_retention, nowUs, &more, &m_removedThrough) && more;
    }
    if (more)
        m_next.start();
    else
        tellRemoved();
}

void Housekeeper::tellRemoved()
{
    if (const auto through = std::exchange(m_removedThrough, {}); through != EventId{} && m_removed)
        m_removed(through);
}

} // namespace creel
