// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/wire.h"

#include <QByteArray>
#include <QSocketNotifier>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// A wire on the TLS port before it is known what the sender speaks: the first byte decides between a TlsWire
/// and a PlainWire, which then does the work. QSslServer would drop plain HTTP without a word.
class TlsPortWire final : public Wire
{
public:
    /// @p isPlain is called when the sender does not speak TLS, before its first byte is offered.
    TlsPortWire(qintptr socket, const QSslConfiguration &configuration, QObject *keeper,
                std::function<void()> isPlain);
    ~TlsPortWire() override;

    qint64 read(std::span<char> room) override;
    void setReading(bool reading) override;
    bool write(QByteArrayView bytes) override;
    qint64 unsent() const override;
    qint64 sent() const override { return m_inner ? m_inner->sent() : 0; }
    void endWriting(bool inputMayCome) override;
    void close(bool reset) override;
    bool isWritable() const override { return !m_inner || m_inner->isWritable(); }
    void lookForEnd() override;
    bool isReset() const override { return m_inner && m_inner->isReset(); }
    bool isOpening() const override { return m_inner && m_inner->isOpening(); }
    QByteArray failure() const override;

private:
    void decide();

    qintptr m_socket;
    QSslConfiguration m_configuration;
    QObject *m_keeper;
    std::function<void()> m_isPlain;
    QSocketNotifier m_first; ///< until it is decided
    QByteArray m_early;      ///< written before it was
    std::unique_ptr<Wire> m_inner;
};

} // namespace creel
