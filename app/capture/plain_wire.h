// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/wire.h"

#include <QByteArray>
#include <QSocketNotifier>

#include <optional>

namespace creel {

/// A wire straight over a socket descriptor, which it owns.
class PlainWire final : public Wire
{
public:
    explicit PlainWire(qintptr socket);
    ~PlainWire() override;

    qint64 read(std::span<char> room) override;
    void setReading(bool reading) override;
    bool write(QByteArrayView bytes) override;
    bool isReadable() const override;
    bool tellsReadable() const override { return true; }
    void lookForEnd() override;
    bool isReset() const override;
    qint64 unsent() const override { return m_unsent.size() - m_sent; }
    qint64 sent() const override { return m_sentEver; }
    void endWriting(bool inputMayCome) override;
    void close(bool reset) override;

private:
    void sendMore();

    qintptr m_socket;
    QSocketNotifier m_readable;
    std::optional<QSocketNotifier> m_writable; ///< made when the kernel first takes less than it was given
    QByteArray m_unsent;
    qsizetype m_sent = 0; ///< of m_unsent
    qint64 m_sentEver = 0;
    bool m_peerEnded = false;
};

} // namespace creel
