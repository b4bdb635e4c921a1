// SPDX-License-Identifier: GPL-3.0-or-later
// bench_least FILE: answers the requests that wait when 12 KiB are written to FILE, past the page cache, and
// synced, as much as a commit of a lone request takes; it looks at nothing and keeps nothing. No listener
// whose 200 means "on disk" answers sooner on this machine. Prints where it listens.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace {
constexpr std::size_t commitBytes = 12 * 1024;
constexpr off_t fileBytes = 12 * 1024 * 1024; // written once before: syncing a growing file takes longer
constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n";

class Disk
{
public:
    explicit Disk(const char *path) : m_file(::open(path, O_RDWR | O_CREAT | O_DIRECT, 0600))
    {
        std::fill_n(m_room.get(), commitBytes, 'x');
        for (off_t written = 0; written < fileBytes; written += commitBytes)
            commit();
    }
    bool commit()
    {
        const auto at = m_at;
        m_at = (m_at + off_t(commitBytes)) % fileBytes;
        return ::pwrite(m_file, m_room.get(), commitBytes, at) == ssize_t(commitBytes) &&
               ::fdatasync(m_file) == 0;
    }

private:
    int m_file;
    off_t m_at = 0;
    std::unique_ptr<char, decltype(&std::free)> m_room{
        static_cast<char *>(std::aligned_alloc(4096, commitBytes)), &std::free};
};

/// Those that asked, by their place in @p open; who left is closed.
std::vector<std::size_t> asked(std::vector<pollfd> &open)
{
    std::vector<std::size_t> asked;
    char room[64 * 1024];
    for (std::size_t i = 1; i < open.size(); ++i) {
        if (open[i].revents == 0)
            continue;
        if (::recv(open[i].fd, room, sizeof room, 0) > 0)
            asked.push_back(i);
        else
            ::close(std::exchange(open[i].fd, -1)); // which poll() passes over
    }
    return asked;
}

void serve(int door, Disk &disk)
{
    std::vector<pollfd> open{{door, POLLIN, 0}};
    while (::poll(open.data(), open.size(), -1) > 0) {
        const auto waiting = asked(open);
        if (!waiting.empty() && !disk.commit())
            return;
        for (const auto i : waiting)
            ::send(open[i].fd, answer.data(), answer.size(), MSG_NOSIGNAL);
        if (open[0].revents == 0)
            continue;
        const int socket = ::accept4(door, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        open.push_back({socket, POLLIN, 0});
    }
}
} // namespace

int main(int argc, char *argv[])
{
    if (argc != 2)
        return 2;
    Disk disk(argv[1]);
    const int door = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto *address = reinterpret_cast<sockaddr *>(&at);
    if (!disk.commit() || ::bind(door, address, size) != 0 || ::listen(door, 8) != 0 ||
        ::getsockname(door, address, &size) != 0) {
        std::perror("bench_least");
        return 1;
    }
    std::printf("Listening on http://127.0.0.1:%d/\n", ntohs(at.sin_port));
    std::fflush(stdout);
    serve(door, disk);
    std::perror("bench_least");
    return 1;
}
