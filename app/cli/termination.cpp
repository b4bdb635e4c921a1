// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/termination.h"

#ifdef Q_OS_UNIX

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace creel {

namespace {

std::array<int, 2> pipeEnds{-1, -1}; // a handler can be given nothing else

void onSignal(int number)
{
    std::signal(number, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

constexpr std::array endings{SIGINT, SIGTERM, SIGHUP};

/// A hang-up stays ignored where it is, as nohup has it.
void putInPlace(int signal, void (*handler)(int))
{
    if (std::signal(signal, handler) == SIG_IGN && signal == SIGHUP)
        std::signal(signal, SIG_IGN);
}

} // namespace

Termination::Termination(QObject *parent) : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        emit asked();
    });
    for (const int signal : endings)
        putInPlace(signal, onSignal);
}

Termination::~Termination()
{
    for (const int signal : endings)
        putInPlace(signal, SIG_DFL);
    m_notifier.reset();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace creel

#else

namespace creel {

Termination::Termination(QObject *parent) : QObject(parent) {}
Termination::~Termination() = default;

} // namespace creel

#endif
