// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reply_times.h"

#include <algorithm>

namespace creel {

ReplyTimes::ReplyTimes(const Connection &connection)
    : m_replied(connection.prepare(
                    "SELECT first, last, at_us FROM replied WHERE first >= "
                    "coalesce((SELECT max(first) FROM replied WHERE first <= ?1), ?1) ORDER BY first"),
                1)
    , m_outcomes(connection.prepare(
                     "SELECT delivery, duration_us, text FROM outcome WHERE delivery >= ? ORDER BY delivery"),
                 0)
{
}

void ReplyTimes::complete(DeliveryId delivery, qint64 receivedAtUs, bool refused, Reply &reply)
{
    const auto id = qint64(delivery);
    if (m_outcomes.seek(id) && m_outcomes.row().number(0) == id) {
        reply.durationUs = std::max<qint64>(-1, m_outcomes.row().number(1));
        reply.outcome = m_outcomes.row().bytes(2);
        if (reply.durationUs < 0 && !refused)
            reply.status = 0;
    } else if (reply.status != 0 && m_replied.seek(id) && m_replied.row().number(0) <= id) {
        const auto tookUs = m_replied.row().number(2) - receivedAtUs;
        reply.durationUs = std::max<qint64>(0, tookUs); // the clock may have been set back
    } else {
        reply.durationUs = -1;
    }
}

void ReplyTimes::close()
{
    m_replied.close();
    m_outcomes.close();
}

} // namespace creel
