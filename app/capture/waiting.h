// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <utility>

namespace creel {

/// What waits to be committed, of all connections together: so much and no more is to be read ahead of the
/// committer. Pure; on the listener thread.
class Waiting
{
public:
    static constexpr qint64 mostDeliveries = 16 * 1024;
    static constexpr qint64 mostBytes = 128LL * 1024 * 1024;

    void add(qint64 bytes)
    {
        ++m_deliveries;
        m_bytes += bytes;
        m_wasFull = m_wasFull || isFull();
    }
    void remove(qint64 bytes)
    {
        --m_deliveries;
        m_bytes -= bytes;
    }

    qint64 deliveries() const { return m_deliveries; }
    qint64 bytes() const { return m_bytes; }
    /// Connections are to stop reading.
    bool isFull() const { return m_deliveries >= mostDeliveries || m_bytes >= mostBytes; }
    /// True once when there is room again after it was full: connections may have stopped reading for it.
    bool takeRelief() { return !isFull() && std::exchange(m_wasFull, false); }

private:
    qint64 m_deliveries = 0; ///< read aside, handed over or about to be, not yet committed
    qint64 m_bytes = 0;      ///< of those
    bool m_wasFull = false;
};

} // namespace creel
