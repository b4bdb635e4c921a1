// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/plain_wire.h"

#include "app/capture/descriptor.h"

#include <utility>

namespace creel {

using descriptor::Outcome;

PlainWire::PlainWire(qintptr socket) : m_socket(socket), m_readable(socket, QSocketNotifier::Read)
{
    QObject::connect(&m_readable, &QSocketNotifier::activated, &m_readable,
                     [this] { m_owner->wireReadable(); });
}

PlainWire::~PlainWire()
{
    close(false);
}

qint64 PlainWire::read(std::span<char> room)
{
    if (m_socket < 0)
        return failed;
    const auto [outcome, bytes] = descriptor::read(m_socket, room);
    switch (outcome) {
    case Outcome::Done:
        return bytes;
    case Outcome::WouldBlock:
        return nothingNow;
    case Outcome::Ended:
        m_peerEnded = true;
        return 0;
    case Outcome::Failed:
        break;
    }
    return failed;
}

void PlainWire::setReading(bool reading)
{
    if (m_socket >= 0)
        m_readable.setEnabled(reading);
}

bool PlainWire::write(QByteArrayView bytes)
{
    if (m_socket < 0)
        return false;
    if (unsent() == 0) {
        const auto [outcome, sent] = descriptor::write(m_socket, bytes);
        // A peer on this machine that has not ended one side alone, but gone, has said so by now. One that
        // takes a part of the answer and leaves the rest may be taken for one.
        if (outcome == Outcome::Failed || (m_peerEnded && descriptor::isReset(m_socket)))
            return false;
        m_sentEver += sent;
        bytes = bytes.sliced(sent);
        if (bytes.isEmpty())
            return true;
    }
    m_unsent.append(bytes);
    if (!m_writable) {
        m_writable.emplace(m_socket, QSocketNotifier::Write);
        QObject::connect(&*m_writable, &QSocketNotifier::activated, &*m_writable, [this] { sendMore(); });
    }
    m_writable->setEnabled(true);
    return true;
}

bool PlainWire::isReadable() const
{
    char byte = 0;
    return m_socket < 0 || descriptor::peek(m_socket, &byte).outcome != Outcome::WouldBlock;
}

void PlainWire::lookForEnd()
{
    char byte = 0;
    if (m_socket >= 0 && descriptor::peek(m_socket, &byte).outcome == Outcome::Ended)
        m_peerEnded = true;
}

bool PlainWire::isReset() const
{
    return m_socket >= 0 && descriptor::isReset(m_socket);
}

void PlainWire::sendMore()
{
    const auto [outcome, sent] = descriptor::write(m_socket, QByteArrayView(m_unsent).sliced(m_sent));
    if (outcome == Outcome::Failed) {
        m_writable->setEnabled(false);
        m_owner->wireFailed();
        return;
    }
    m_sentEver += sent;
    m_sent += sent;
    if (m_sent < m_unsent.size()) {
        if (m_sent > m_unsent.size() / 2) // so that each byte is moved at most once
            m_unsent.remove(0, std::exchange(m_sent, 0));
        return;
    }
    m_unsent = {};
    m_sent = 0;
    m_writable->setEnabled(false);
    m_owner->wireWritten();
}

void PlainWire::endWriting(bool)
{
    if (m_socket >= 0)
        descriptor::endWriting(m_socket);
}

void PlainWire::close(bool reset)
{
    if (m_socket < 0)
        return;
    m_readable.setEnabled(false); // before the number is free for another socket
    if (m_writable)
        m_writable->setEnabled(false);
    descriptor::close(m_socket, reset);
    m_socket = -1;
}

} // namespace creel
