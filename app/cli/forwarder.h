// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/rare_line.h"
#include "app/cli/session_tail.h"
#include "app/send/carrier.h"

#include <atomic>
#include <memory>

namespace creel {

/// Sends every captured delivery on to a target, one after another in the order they were kept, header lines
/// and body as they arrived. A slow or dead target delays no reply and costs no memory: what waits is in the
/// session.
class Forwarder
{
public:
    Forwarder(const QString &path, QByteArray url);
    ~Forwarder(); ///< what is under way is dropped; see isIdle()

    void wake(EventId first) { m_tail.wake(first); }
    /// True when all that was captured is sent on. Any thread.
    bool isIdle() const { return !m_tail.isWoken() && !m_busy; }
    qint64 answered2xx() const { return m_answered2xx; }
    qint64 failed() const { return m_failed; } ///< not answered, or not with 2xx

private:
    void pump();
    void answered(const Attempt &attempt);

    const QByteArray m_url;
    std::unique_ptr<Carrier> m_carrier; ///< the tail's thread only, as the next two
    DeliveryId m_last{};
    RareLine m_line;
    std::atomic<bool> m_busy = false;
    std::atomic<qint64> m_answered2xx = 0;
    std::atomic<qint64> m_failed = 0;
    SessionTail m_tail; ///< last, so that its thread ends first
};

} // namespace creel
