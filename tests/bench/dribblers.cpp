// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/dribblers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <vector>

namespace creel::bench {

namespace {
using namespace std::chrono_literals;

constexpr auto pause = 100ms; ///< between two bytes of one sender

enum class Kind { Idle, Head, Body, Chunks, NeverReading };

struct Sender {
    Kind kind = Kind::Idle;
    int socket = -1;
    std::size_t step = 0;
};

std::string nextOf(const Sender &sender)
{
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    switch (sender.kind) {
    case Kind::Idle:
        return {};
    case Kind::Head:
        return sender.step == 0 ? "POST / HTTP/1.1\r\nX-Slow: " : "a";
    case Kind::Body:
        return sender.step == 0 ? post + "Content-Length: 100000\r\n\r\n" : "b";
    case Kind::Chunks:
        return sender.step == 0 ? post + "Transfer-Encoding: chunked\r\n\r\n" : "1\r\nc\r\n";
    case Kind::NeverReading:
        return post + "Content-Length: 2\r\n\r\n{}";
    }
    return {};
}

/// False when the other side has ended the connection.
bool isOpen(const Sender &sender)
{
    if (sender.kind == Kind::NeverReading)
        return true; // told by sending
    char byte = 0;
    const auto count = ::recv(sender.socket, &byte, 1, MSG_DONTWAIT);
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

bool sendNext(Sender &sender)
{
    const auto bytes = nextOf(sender);
    ++sender.step;
    const auto sent =
        bytes.empty() ? 0 : ::send(sender.socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent >= 0 || errno == EAGAIN || errno == EWOULDBLOCK;
}
} // namespace

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(socket);
        return -1;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

Dribblers::Dribblers(std::uint16_t port, int count) : m_thread([this, port, count] { run(port, count); }) {}

Dribblers::~Dribblers()
{
    m_stop = true;
    m_thread.join();
}

void Dribblers::run(std::uint16_t port, int count)
{
    std::vector<Sender> senders(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < senders.size(); ++i)
        senders[i].kind = static_cast<Kind>(i % 5);
    while (!m_stop) {
        for (auto &sender : senders) {
            if (sender.socket < 0) {
                sender.step = 0;
                sender.socket = connectTo(port);
            } else if (!isOpen(sender) || !sendNext(sender)) {
                ::close(sender.socket);
                sender.socket = -1;
                ++m_turnedOut;
            }
        }
        std::this_thread::sleep_for(pause);
    }
    for (const auto &sender : senders) {
        if (sender.socket >= 0)
            ::close(sender.socket);
    }
}

} // namespace creel::bench
