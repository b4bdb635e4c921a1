// SPDX-License-Identifier: GPL-3.0-or-later
// bench_steady PORT RATE SECONDS [DRIBBLERS]: sends the platform's payload at a steady rate to
// 127.0.0.1:PORT, over eight connections, beside so many dribbling ones, and prints how long the answers
// took. A time counts from when its request was due, so that a stall is charged to every request that it held
// up.
#include "tests/bench/dribblers.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int connections = 8;

std::string request()
{
    const std::string body =
        R"({"event":"message.delivered","timestamp":"2026-01-15T10:30:05Z","data":{)"
        R"("message_id":"wamid.HBgLNTUxMTk5OTk5OTk5FQIAERgSN0Y5RTZDNkM5RTZDNkM5RTZDAA==",)"
        R"("contact_id":"3f0e2c1a-7b1d-4f5e-9a38-0d6f1b2c3d4e","to":"+447700900123",)"
        R"("whatsapp_account_id":"6c3136f8-972d-4fd7-8a10-5b6c7d8e9f01"}})";
    return "POST /hooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// One request and its answer; the status, or 0 when the connection failed.
int exchange(int socket, const std::string &bytes)
{
    if (::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
        return 0;
    std::string answer;
    char room[4096];
    // the default answer has a body of three bytes
    while (answer.find("\r\n\r\n") == std::string::npos) {
        const auto count = ::recv(socket, room, sizeof room, 0);
        if (count <= 0)
            return 0;
        answer.append(room, static_cast<std::size_t>(count));
    }
    return answer.size() > 12 ? std::atoi(answer.c_str() + 9) : 0;
}

struct Result {
    std::vector<double> ms;
    int not2xx = 0;
};
} // namespace

int main(int argc, char *argv[])
{
    if (argc < 4) {
        std::fprintf(stderr, "bench_steady PORT RATE SECONDS [DRIBBLERS]\n");
        return 2;
    }
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    const int rate = std::atoi(argv[2]);
    const int total = rate * std::atoi(argv[3]);
    const int dribblers = argc > 4 ? std::atoi(argv[4]) : 0;
    const creel::bench::Dribblers beside(port, dribblers);
    std::this_thread::sleep_for(dribblers > 0 ? 2000ms : 200ms);

    const auto bytes = request();
    const auto start = Clock::now();
    std::atomic<int> next = 0;
    std::vector<Result> results(connections);
    std::vector<std::thread> threads;
    for (auto &result : results) {
        threads.emplace_back([&] {
            int socket = creel::bench::connectTo(port);
            for (int i = next++; i < total; i = next++) {
                const auto due = start + i * std::chrono::nanoseconds(1'000'000'000 / rate);
                std::this_thread::sleep_until(due);
                const int status = exchange(socket, bytes);
                result.ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
                if (status / 100 == 2)
                    continue;
                ++result.not2xx;
                ::close(socket);
                socket = creel::bench::connectTo(port);
            }
            ::close(socket);
        });
    }
    for (auto &thread : threads)
        thread.join();

    std::vector<double> ms;
    int not2xx = 0;
    for (const auto &result : results) {
        ms.insert(ms.end(), result.ms.begin(), result.ms.end());
        not2xx += result.not2xx;
    }
    std::ranges::sort(ms);
    const auto at = [&ms](double share) {
        return ms[static_cast<std::size_t>(double(ms.size() - 1) * share)];
    };
    std::printf("%zu requests, %d not 2xx, median %.2f ms, p99 %.2f ms, longest %.2f ms; dribblers turned "
                "out %d times\n",
                ms.size(), not2xx, at(0.5), at(0.99), ms.back(), beside.turnedOut());
    return not2xx == 0 ? 0 : 1;
}
