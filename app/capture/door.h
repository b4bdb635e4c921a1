// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QHostAddress>
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

    /// Opens it where @p options say, at the port that was given or found, and lets go of what was open
    /// before. When that cannot be had, what was open stays so: Listening there with the problem, or Refused
    /// with it when nothing was open.
    ListenState open(const ListenOptions &options);
    void close() { m_server.reset(); }
    void goOn();
    /// What those who come in must speak; nothing: plain HTTP.
    const std::optional<QSslConfiguration> &tls() const { return m_tls; }

private:
    ListenState refused(const ListenOptions &options, const QString &problem) const;
    QString listen(const ListenOptions &options, const QHostAddress &address);

    Accepted m_accepted;
    std::function<void()> m_stalled;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<QTcpServer> m_server; ///< null: closed
    ListenState m_state;                  ///< of m_server
};

} // namespace creel
