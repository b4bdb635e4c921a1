// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace creel {

/// Whether it pays to stay awake for the next request. A sender that asks in turn, each time when it has its
/// answer, has asked again before a thread that went to sleep is awake. Pure; on the listener thread.
class Lookout
{
public:
    using Time = std::chrono::steady_clock::time_point;
    /// A processor takes some 50 us to wake, a sender as long again to read an answer and ask anew. It is
    /// never waited for longer than this.
    static constexpr std::chrono::microseconds soon{200};

    /// The one request that waited has its answer.
    void answered(quint64 connection, Time now)
    {
        m_expects = m_cameSoon;
        m_connection = connection;
        m_answeredAt = now;
    }
    /// A request is there, of whomever.
    void came(quint64 connection, Time now)
    {
        m_cameSoon = connection == m_connection && isSoon(now);
        m_expects = false;
    }
    /// The next request of connection() is worth waiting for: the one before came soon after its answer.
    bool expects(Time now) const { return m_expects && isSoon(now); }
    quint64 connection() const { return m_connection; }
    Time answeredAt() const { return m_answeredAt; }

private:
    bool isSoon(Time now) const { return now - m_answeredAt <= soon; }

    quint64 m_connection = 0; ///< that was answered last
    Time m_answeredAt;
    bool m_cameSoon = false;
    bool m_expects = false;
};

} // namespace creel
