// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/plain_wire.h"
#include "app/capture/wire.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>

namespace creel {

/// A wire over TLS, the server's side of it. Listener thread.
class TlsWire final : public Wire
{
public:
    /// Takes @p socket over and begins the handshake. @p keeper: lives longer, owns what is still closing.
    TlsWire(qintptr socket, const QSslConfiguration &configuration, QObject *keeper);
    ~TlsWire() override;

    qint64 read(std::span<char> room) override;
    void setReading(bool reading) override;
    bool write(QByteArrayView bytes) override;
    qint64 unsent() const override;
    qint64 sent() const override { return m_sent; }
    void endWriting(bool inputMayCome) override;
    void close(bool reset) override;
    bool isWritable() const override { return isConnected(); }
    bool isReset() const override;
    bool isOpening() const override;
    QByteArray failure() const override { return m_failure; }

private:
    void offer();
    void noteError(QAbstractSocket::SocketError error);
    void tellFailure();
    bool isConnected() const;

    QObject *m_keeper;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<PlainWire> m_rest; ///< what still comes when our side has ended, never decrypted
    bool m_reading = true;
    qint64 m_sent = 0; ///< encrypted
    QByteArray m_failure;
    QObject m_later; ///< nothing is told once the wire is gone
};

} // namespace creel
