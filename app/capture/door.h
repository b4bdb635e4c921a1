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
    /// before; who comes in must speak @p tls, if there is any. When that cannot be had, it is refuse().
    ListenState open(const ListenOptions &options, std::optional<QSslConfiguration> tls);
    /// What was open stays so: Listening there with @p problem, or Refused with it when nothing was open.
    ListenState refuse(const ListenOptions &options, const QString &problem);
    ListenState close();
    void goOn();
    /// What those who come in must speak; nothing: plain HTTP.
    const std::optional<QSslConfiguration> &tls() const { return m_tls; }

private:
    /// Empty, or why the place cannot be had; @p wantsOtherPort as in ListenState.
    QString listen(const ListenOptions &options, const QHostAddress &address, bool *wantsOtherPort);

    Accepted m_accepted;
    std::function<void()> m_stalled;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<QTcpServer> m_server; ///< null: closed
    ListenState m_state;                  ///< of m_server; without a problem
};

} // namespace creel
