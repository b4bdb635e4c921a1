// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/patient_read.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace creel {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Capture", text);
}

PatientRead unreadable(const QString &path, const QString &reason)
{
    return {{}, tr("%1 cannot be read: %2; check path and rights.").arg(path, reason)};
}
} // namespace

#ifdef Q_OS_UNIX

namespace {
constexpr qint64 lookMs = 50; ///< how often it is asked whether it is still wanted

/// Reads to the end, or to the most there may be. False with errno: ETIMEDOUT when the time was over first,
/// ECANCELED when it is wanted no more.
bool readToEnd(int descriptor, const QDeadlineTimer &deadline, qsizetype mostBytes,
               const std::function<bool()> &isWanted, QByteArray &bytes)
{
    for (char room[4096]; bytes.size() < mostBytes;) {
        // first, since a pipe that nobody has opened for writing yet reads as one that has ended
        pollfd waited{descriptor, POLLIN, 0};
        const int ready = ::poll(&waited, 1, int(std::min(deadline.remainingTime(), lookMs)));
        if (ready == 0 && !deadline.hasExpired() && isWanted())
            continue;
        if (ready == 0)
            errno = deadline.hasExpired() ? ETIMEDOUT : ECANCELED;
        const auto count = ready > 0 ? ::read(descriptor, room, sizeof room) : -1;
        if (count == 0)
            return true;
        if (count > 0)
            bytes.append(room, count);
        else if (errno != EINTR && errno != EAGAIN)
            return false;
    }
    return true;
}
} // namespace

PatientRead readPatiently(const QString &path, std::chrono::milliseconds patience, qsizetype mostBytes,
                          const std::function<bool()> &isWanted)
{
    const auto failed = [&path] { return unreadable(path, QString::fromLocal8Bit(std::strerror(errno))); };
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return failed();
    PatientRead result;
    if (!readToEnd(descriptor, QDeadlineTimer(patience), mostBytes, isWanted, result.bytes)) {
        const bool silent = errno == ETIMEDOUT;
        result = failed();
        result.silent = silent;
        if (silent)
            result.problem =
                tr("%1 is a pipe, and what writes to it did not come to its end within %2 s; start that, or "
                   "name a file.")
                    .arg(path, QString::number(double(patience.count()) / 1000));
    }
    ::close(descriptor);
    return result;
}

#else

PatientRead readPatiently(const QString &path, std::chrono::milliseconds, qsizetype mostBytes,
                          const std::function<bool()> &)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    return {file.read(mostBytes), {}};
}

#endif

} // namespace creel
