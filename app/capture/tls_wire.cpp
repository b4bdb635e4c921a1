// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/tls_wire.h"

#include "app/capture/descriptor.h"

#include <QTimer>

namespace creel {

namespace {
constexpr qint64 readAheadBytes = 64 * 1024;
constexpr int closingMs = 3000;
} // namespace

TlsWire::TlsWire(qintptr socket, const QSslConfiguration &configuration, QObject *keeper)
    : m_keeper(keeper)
    , m_socket(std::make_unique<QSslSocket>())
{
    auto *s = m_socket.get();
    s->setSocketDescriptor(socket);
    s->setReadBufferSize(readAheadBytes);
    s->setSslConfiguration(configuration);
    const auto told = [this](qint64 bytes) {
        m_sent += bytes;
        if (unsent() == 0)
            m_owner->wireWritten();
    };
    QObject::connect(s, &QSslSocket::readyRead, s, [this] { offer(); });
    QObject::connect(s, &QSslSocket::disconnected, s, [this] { offer(); });
    QObject::connect(s, &QSslSocket::encryptedBytesWritten, s, told);
    QObject::connect(s, &QSslSocket::errorOccurred, s, [this](auto error) { noteError(error); });
    // Later: QSslSocket is in the middle of its work when it tells of an error, and goes on with it.
    QObject::connect(
        s, &QSslSocket::errorOccurred, &m_later, [this] { tellFailure(); }, Qt::QueuedConnection);
    s->startServerEncryption();
}

TlsWire::~TlsWire()
{
    close(false);
}

/// QSslSocket tells of new bytes once; a wire tells while there are any.
void TlsWire::offer()
{
    qint64 before = -1;
    while (m_socket && m_reading && !m_rest && m_failure.isEmpty()) {
        const auto waiting = m_socket->bytesAvailable();
        const bool ended = m_socket->state() == QAbstractSocket::UnconnectedState;
        if (waiting == before || (waiting == 0 && !ended))
            return;
        before = waiting;
        m_owner->wireReadable();
    }
}

void TlsWire::noteError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError && m_socket->isEncrypted())
        return; // an end; told by disconnected()
    m_failure = m_socket->errorString().toUtf8();
    if (m_failure.isEmpty())
        m_failure = "unknown";
}

void TlsWire::tellFailure()
{
    if (m_socket && !m_failure.isEmpty())
        m_owner->wireFailed();
}

bool TlsWire::isConnected() const
{
    return m_socket && !m_rest && m_socket->state() != QAbstractSocket::UnconnectedState;
}

bool TlsWire::isReset() const
{
    return isConnected() && descriptor::isReset(m_socket->socketDescriptor());
}

bool TlsWire::isOpening() const
{
    return isConnected() && !m_socket->isEncrypted();
}

qint64 TlsWire::read(std::span<char> room)
{
    if (m_rest)
        return m_rest->read(room);
    if (!m_socket)
        return failed;
    if (m_socket->bytesAvailable() > 0)
        return m_socket->read(room.data(), qint64(room.size()));
    return isConnected() ? nothingNow : 0;
}

void TlsWire::setReading(bool reading)
{
    if (m_rest)
        return m_rest->setReading(reading);
    const bool resumed = reading && !m_reading;
    m_reading = reading;
    if (resumed && m_socket)
        QMetaObject::invokeMethod(
            m_socket.get(), [this] { offer(); }, Qt::QueuedConnection);
}

/// A QSslSocket whose sender has ended takes bytes that it never sends.
bool TlsWire::write(QByteArrayView bytes)
{
    if (!isConnected() || m_socket->write(bytes.data(), bytes.size()) < 0)
        return false;
    m_socket->flush();
    return true;
}

qint64 TlsWire::unsent() const
{
    return m_socket ? m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() : 0;
}

/// QSslSocket cannot end one side alone, and closing while the sender may still be sending would reset the
/// connection under the answer. So the connection outlives the socket, for what still comes to be read and
/// dropped.
void TlsWire::endWriting(bool inputMayCome)
{
    if (!isConnected())
        return;
    const auto rest = inputMayCome ? descriptor::duplicate(m_socket->socketDescriptor()) : -1;
    if (rest < 0)
        return m_socket->disconnectFromHost();
    m_rest = std::make_unique<PlainWire>(rest);
    m_rest->setOwner(m_owner);
    m_socket->disconnect();
    m_socket->disconnectFromHost(); // says so in TLS
    m_socket->flush();
    m_rest->endWriting(inputMayCome);
}

void TlsWire::close(bool reset)
{
    if (m_rest)
        m_rest->close(reset);
    if (!m_socket)
        return;
    auto *socket = m_socket.release();
    socket->disconnect();
    socket->setParent(m_keeper);
    if (reset) {
        descriptor::resetWhenClosed(socket->socketDescriptor());
        socket->abort();
    } else {
        socket->disconnectFromHost();
    }
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        socket->deleteLater();
        return;
    }
    QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(closingMs, socket, &QObject::deleteLater);
}

} // namespace creel
