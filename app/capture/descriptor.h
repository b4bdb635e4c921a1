// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

#include <span>

/// The few system calls on an accepted TCP socket that QTcpSocket does not offer or does at a price: it
/// closes on a half-close before the answer is out, cannot reset, and asks the kernel twice for every read.
namespace creel::descriptor {

enum class Outcome {
    Done,       ///< bytes moved
    WouldBlock, ///< nothing now
    Ended,      ///< the peer will send no more
    Failed,     ///< reset or otherwise gone
};

struct Moved {
    Outcome outcome = Outcome::WouldBlock;
    qint64 bytes = 0; ///< of Done
};

/// Non-blocking, without Nagle's delay, closed on exec, no SIGPIPE.
void prepare(qintptr socket);
Moved read(qintptr socket, std::span<char> room);
/// The first byte that waits, left in place.
Moved peek(qintptr socket, char *byte);
Moved write(qintptr socket, QByteArrayView bytes);
/// The peer has reset the connection, perhaps for what was written just now.
bool isReset(qintptr socket);
/// The peer reads an end after what was written; it may still send.
void endWriting(qintptr socket);
/// Another number for the same connection, which lasts until both are closed; below 0 when there is none to
/// be had.
qintptr duplicate(qintptr socket);
/// Makes the peer see a reset instead of an orderly end when the socket is closed.
void resetWhenClosed(qintptr socket);
/// Frees the socket; with @p reset the peer sees a reset instead of an orderly end.
void close(qintptr socket, bool reset);
/// "address:port" of the peer, IPv6 in brackets, an IPv4 address mapped into IPv6 as IPv4; empty when it is
/// gone.
QByteArray peerOf(qintptr socket);

} // namespace creel::descriptor
