// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "app/cli/tr.h"
#include "app/session/export_text.h"

#include <QtGlobal>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_UNIX
#include <poll.h>
#endif

namespace creel {

namespace {
constexpr int patienceMs = 3000;
std::atomic<bool> patienceEnds = false;

#ifdef Q_OS_UNIX
/// So much fits into a pipe that has room at all: the write does not wait.
constexpr qsizetype pieceBytes = PIPE_BUF;

/// False when @p file took nothing for as long as patience lasts.
bool awaitRoom(FILE *file)
{
    constexpr int sliceMs = 100; // to see that patience ends
    for (int waitedMs = 0; waitedMs < patienceMs; waitedMs += patienceEnds ? sliceMs : 0) {
        pollfd waited{::fileno(file), POLLOUT, 0};
        const int ready = ::poll(&waited, 1, sliceMs);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true; // or the write tells what is wrong
    }
    return false;
}
#else
constexpr qsizetype pieceBytes = 64 * 1024;

bool awaitRoom(FILE *)
{
    return true;
}
#endif

bool writeTo(FILE *file, QByteArrayView bytes)
{
    return std::fwrite(bytes.data(), 1, size_t(bytes.size()), file) == size_t(bytes.size()) &&
           std::fflush(file) == 0;
}
} // namespace

void endPatience()
{
    patienceEnds = true;
}

void say(const QString &text)
{
    QByteArray line;
    appendShown(line, text.toUtf8());
    line += '\n';
    if (awaitRoom(stderr))
        writeTo(stderr, line); // in one call: lines of threads do not mix
}

Exit refuse(Exit exit, const QString &command, const QString &text)
{
    say(QStringLiteral("creel %1: %2").arg(command, text));
    return exit;
}

bool StandardOutput::write(QByteArrayView bytes)
{
    while (m_problem.isEmpty() && !bytes.isEmpty()) {
        const auto piece = bytes.first(std::min(bytes.size(), pieceBytes));
        m_unread = !awaitRoom(stdout);
        if (m_unread) {
            m_problem = tr("nobody reads it");
        } else if (writeTo(stdout, piece)) {
            m_lines += piece.count('\n');
            bytes = bytes.sliced(piece.size());
        } else {
            m_closed = errno == EPIPE;
            m_problem = QString::fromLocal8Bit(std::strerror(errno));
        }
    }
    return m_problem.isEmpty();
}

void ignoreBrokenPipes()
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

} // namespace creel
