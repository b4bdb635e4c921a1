// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/descriptor.h"

#include <QHostAddress>

#include <cerrno>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace creel::descriptor {

namespace {
#ifdef Q_OS_WIN
using Socket = SOCKET;
using Length = int;
using Amount = int;
constexpr int endOfWriting = SD_SEND;

bool wouldBlock()
{
    return WSAGetLastError() == WSAEWOULDBLOCK;
}
#else
using Socket = int;
using Length = socklen_t;
using Amount = size_t;
constexpr int endOfWriting = SHUT_WR;

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}
#endif

#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL;
#else
constexpr int sendFlags = 0;
#endif

Moved receive(qintptr socket, char *room, size_t size, int flags)
{
    const auto got = ::recv(Socket(socket), room, Amount(size), flags);
    if (got > 0)
        return {Outcome::Done, got};
    if (got == 0)
        return {Outcome::Ended, 0};
    return {wouldBlock() ? Outcome::WouldBlock : Outcome::Failed, 0};
}

template <class Value>
void setOption(qintptr socket, int level, int name, const Value &value)
{
    // A socket without the option still works, so a failure is not an error.
    (void)::setsockopt(Socket(socket), level, name, reinterpret_cast<const char *>(&value), sizeof value);
}
} // namespace

void prepare(qintptr socket)
{
#ifdef Q_OS_WIN
    u_long on = 1;
    ::ioctlsocket(Socket(socket), long(FIONBIO), &on);
#else
    ::fcntl(Socket(socket), F_SETFL, ::fcntl(Socket(socket), F_GETFL) | O_NONBLOCK);
    ::fcntl(Socket(socket), F_SETFD, FD_CLOEXEC);
#endif
#ifdef SO_NOSIGPIPE
    setOption(socket, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
    setOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
}

Moved read(qintptr socket, std::span<char> room)
{
    return receive(socket, room.data(), room.size(), 0);
}

Moved peek(qintptr socket, char *byte)
{
    return receive(socket, byte, 1, MSG_PEEK);
}

Moved write(qintptr socket, QByteArrayView bytes)
{
    const auto sent = ::send(Socket(socket), bytes.data(), Amount(bytes.size()), sendFlags);
    if (sent >= 0)
        return {Outcome::Done, sent};
    return {wouldBlock() ? Outcome::WouldBlock : Outcome::Failed, 0};
}

bool isReset(qintptr socket)
{
    int error = 0;
    Length length = sizeof error;
    return ::getsockopt(Socket(socket), SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &length) !=
               0 ||
           error != 0;
}

void endWriting(qintptr socket)
{
    ::shutdown(Socket(socket), endOfWriting);
}

qintptr duplicate(qintptr socket)
{
#ifdef Q_OS_WIN
    WSAPROTOCOL_INFOW info{};
    if (::WSADuplicateSocketW(Socket(socket), ::GetCurrentProcessId(), &info) != 0)
        return -1;
    return qintptr(::WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                                WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
#else
    return ::fcntl(Socket(socket), F_DUPFD_CLOEXEC, 0);
#endif
}

void resetWhenClosed(qintptr socket)
{
    setOption(socket, SOL_SOCKET, SO_LINGER, linger{1, 0});
}

void close(qintptr socket, bool reset)
{
    if (reset)
        resetWhenClosed(socket);
#ifdef Q_OS_WIN
    ::closesocket(Socket(socket));
#else
    ::close(Socket(socket));
#endif
}

QByteArray peerOf(qintptr socket)
{
    sockaddr_storage storage{};
    Length length = sizeof storage;
    auto *name = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(Socket(socket), name, &length) != 0)
        return {};
    const QHostAddress address(name);
    bool isIpv4 = false;
    const auto ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4) {
        const auto port =
            ntohs(storage.ss_family == AF_INET ? reinterpret_cast<sockaddr_in *>(name)->sin_port
                                               : reinterpret_cast<sockaddr_in6 *>(name)->sin6_port);
        return QHostAddress(ipv4).toString().toLatin1() + ':' + QByteArray::number(port);
    }
    return '[' + address.toString().toLatin1() +
           "]:" + QByteArray::number(ntohs(reinterpret_cast<sockaddr_in6 *>(name)->sin6_port));
}

} // namespace creel::descriptor
