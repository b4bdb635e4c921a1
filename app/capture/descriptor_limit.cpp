// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/descriptor_limit.h"

#ifndef Q_OS_WIN
#include <algorithm>
#include <sys/resource.h>
#endif

namespace creel::descriptor {

#ifdef Q_OS_WIN
void raiseLimitFor(int) {}
bool areFewBehind(qintptr)
{
    return false;
}
#else
namespace {
constexpr rlim_t perConnection = 2; // itself, and a spool or what TLS needs
constexpr rlim_t besides = 384;     // connections beyond the limit, files, the window
constexpr rlim_t mostForFiles = 64;
} // namespace

void raiseLimitFor(int connections)
{
    const auto wanted = rlim_t(connections) * perConnection + besides;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    (void)::setrlimit(RLIMIT_NOFILE, &limit); // else it gets along
}

bool areFewBehind(qintptr newest)
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
           rlim_t(newest) + std::min(mostForFiles, limit.rlim_cur / 4) >= limit.rlim_cur;
}
#endif

} // namespace creel::descriptor
