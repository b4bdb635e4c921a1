// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "app/session/export_text.h"

#include <QtGlobal>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace creel {

void say(const QString &text)
{
    QByteArray line;
    appendShown(line, text.toUtf8());
    line += '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr); // one call: lines of threads do not mix
}

Exit refuse(Exit exit, const QString &command, const QString &text)
{
    say(QStringLiteral("creel %1: %2").arg(command, text));
    return exit;
}

bool StandardOutput::write(QByteArrayView bytes)
{
    if (!m_problem.isEmpty())
        return false;
    if (bytes.isEmpty())
        return true; // fwrite() takes no null pointer, not even for nothing
    const bool written = std::fwrite(bytes.data(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size()) &&
                         std::fflush(stdout) == 0;
    if (written)
        return true;
    m_closed = errno == EPIPE;
    m_problem = QString::fromLocal8Bit(std::strerror(errno));
    return false;
}

void ignoreBrokenPipes()
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

} // namespace creel
