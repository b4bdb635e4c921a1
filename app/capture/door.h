// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// The port that senders come in by. Hands on the sockets that it accepts and does nothing with them. Lives
/// on the listener thread.
class Door
{
public:
    using Accepted = std::function<void(qintptr socket)>;

    /// @p stalled is called when nothing more can be accepted, perhaps for want of descriptors: goOn() is to
    /// be called later.
    Door(Accepted accepted, std::function<void()> stalled);

    /// Opens it anew: Listening at the port that was given or found, or Refused and why. What was open
    /// before is closed either way.
    ListenState open(const ListenOptions &options);
    void close() { m_server.reset(); }
    void goOn();
    /// What those who come in must speak; nothing: plain HTTP.
    const std::optional<QSslConfiguration> &tls() const { return m_tls; }

private:
    Accepted m_accepted;
    std::function<void()> m_stalled;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace creel
