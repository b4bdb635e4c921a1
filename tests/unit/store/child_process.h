// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace creel::tests {

/// A copy of this process that runs a function and tells its results one byte string of fixed size at a time.
/// It is killed, if it has not ended, and waited for. To be made while no database is open.
class ChildProcess
{
public:
    using Tell = std::function<void(qint64)>;

    explicit ChildProcess(const std::function<void(const Tell &)> &run)
    {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            qFatal("no pipe");
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(ends[0]);
            run([&ends](qint64 number) {
                if (::write(ends[1], &number, sizeof number) != sizeof number)
                    ::_exit(1);
            });
            ::_exit(0);
        }
        ::close(ends[1]);
        m_from = ends[0];
    }
    ~ChildProcess()
    {
        kill();
        ::close(m_from);
    }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    /// The next number it told; -1 at its end.
    qint64 next()
    {
        qint64 number = -1;
        return ::read(m_from, &number, sizeof number) == sizeof number ? number : -1;
    }
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = 0;
    }

private:
    pid_t m_pid = 0;
    int m_from = -1;
};

} // namespace creel::tests
