// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/tls_port_wire.h"

#include "app/capture/descriptor.h"
#include "app/capture/plain_wire.h"
#include "app/capture/tls_wire.h"

#include <utility>

namespace creel {

namespace {
constexpr char tlsHandshake = 0x16; // the content type of a record, RFC 8446 5.1
}

TlsPortWire::TlsPortWire(qintptr socket, const QSslConfiguration &configuration, QObject *keeper,
                         std::function<void()> isPlain)
    : m_socket(socket)
    , m_configuration(configuration)
    , m_keeper(keeper)
    , m_isPlain(std::move(isPlain))
    , m_first(socket, QSocketNotifier::Read)
{
    QObject::connect(&m_first, &QSocketNotifier::activated, &m_first, [this] { decide(); });
}

TlsPortWire::~TlsPortWire()
{
    close(false);
}

void TlsPortWire::decide()
{
    char first = 0;
    const auto outcome = descriptor::peek(m_socket, &first).outcome;
    if (outcome == descriptor::Outcome::WouldBlock)
        return;
    m_first.setEnabled(false);
    const auto socket = std::exchange(m_socket, -1);
    const bool tls = outcome == descriptor::Outcome::Done && first == tlsHandshake;
    if (tls)
        m_inner = std::make_unique<TlsWire>(socket, m_configuration, m_keeper);
    else
        m_inner = std::make_unique<PlainWire>(socket);
    m_inner->setOwner(m_owner);
    if (!tls && outcome == descriptor::Outcome::Done)
        m_isPlain();
    if (!m_early.isEmpty() && !m_inner->write(std::exchange(m_early, {})))
        m_owner->wireFailed();
}

qint64 TlsPortWire::read(std::span<char> room)
{
    return m_inner ? m_inner->read(room) : nothingNow;
}

void TlsPortWire::setReading(bool reading)
{
    if (m_inner)
        m_inner->setReading(reading);
}

bool TlsPortWire::write(QByteArrayView bytes)
{
    if (m_inner)
        return m_inner->write(bytes);
    m_early.append(bytes);
    return m_socket >= 0;
}

void TlsPortWire::lookForEnd()
{
    if (m_inner)
        m_inner->lookForEnd();
}

qint64 TlsPortWire::unsent() const
{
    return m_inner ? m_inner->unsent() : m_early.size();
}

void TlsPortWire::endWriting(bool inputMayCome)
{
    if (m_inner)
        m_inner->endWriting(inputMayCome);
}

void TlsPortWire::close(bool reset)
{
    if (m_inner)
        m_inner->close(reset);
    if (m_socket < 0)
        return;
    m_first.setEnabled(false);
    descriptor::close(std::exchange(m_socket, -1), reset);
}

QByteArray TlsPortWire::failure() const
{
    return m_inner ? m_inner->failure() : QByteArray();
}

} // namespace creel
