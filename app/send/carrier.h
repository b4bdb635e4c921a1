// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/http/answer_parser.h"
#include "app/send/sender.h"
#include "app/send/target.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// Carries attempts to a target one after another over one connection, which it keeps while the target does.
/// Never follows a redirect, never asks a proxy, never sends a request twice. Lives on one thread with an
/// event loop.
class Carrier : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Attempt)>;

    explicit Carrier(SendOptions options, QObject *parent = nullptr);
    ~Carrier() override;

    bool busy() const { return bool(m_done); }
    /// Sends @p draft to @p target; must not be busy. @p done is called once, never from within carry(), and
    /// may call carry() again.
    void carry(const Draft &draft, const Target &target, Done done);
    /// Ends the attempt under way with @p why as its error.
    void cancel(const QByteArray &why);

private:
    struct Later {
        void operator()(QObject *object) const { object->deleteLater(); }
    };

    bool canReuse(const Target &target) const;
    void connectTo();
    void sendRequest();
    void take();
    void peerClosed();
    void socketFailed(QAbstractSocket::SocketError error);
    void timedOut();
    void dropConnection();
    void finish(const QByteArray &error);
    qint64 sinceStartUs() const { return m_clock.nsecsElapsed() / 1000; }

    const SendOptions m_options;
    std::unique_ptr<QTcpSocket, Later> m_socket;
    Target m_target;     ///< of the connection
    QByteArray m_toSend; ///< body as framed
    std::optional<AnswerParser> m_parser;
    Attempt m_attempt;
    Done m_done;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_sent = false;
    quint64 m_serial = 0; ///< of the attempt
};

} // namespace creel
