// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "app/cli/termination.h"
#include "ui/window/run_window.h"

#include <QApplication>
#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/stat.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {
/// What Creel writes (settings, sessions, exports) is its user's alone, and a file that may grow no more is
/// an error like a full disk instead of the end.
void setProcessHabits()
{
#ifdef Q_OS_UNIX
    ::umask(S_IRWXG | S_IRWXO);
    std::signal(SIGXFSZ, SIG_IGN);
#endif
}

/// Bodies may be large: what they took goes back to the system when they are gone. Left to itself, glibc
/// moves its threshold up to 32 MiB with the first large block that is freed, and then keeps that much.
void returnLargeBlocks()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 512 * 1024);
    mallopt(M_TRIM_THRESHOLD, 4 * 1024 * 1024);
    mallopt(M_TOP_PAD, 1024 * 1024);
#endif
}
} // namespace

int main(int argc, char *argv[])
{
    setProcessHabits();
    returnLargeBlocks();
    QCoreApplication::setApplicationName(QStringLiteral("Creel"));
    QCoreApplication::setOrganizationName(QStringLiteral("Creel"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CREEL_VERSION));

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    if (creel::isCommand(arguments)) {
        const QCoreApplication app(argc, argv);
        return creel::runCommand(arguments);
    }
    QApplication app(argc, argv);
    const creel::Termination termination; // the window closes as if it had been closed by hand
    QObject::connect(&termination, &creel::Termination::asked, &app, &QApplication::quit);
    return creel::runWindow(app, arguments);
}
