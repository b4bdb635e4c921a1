// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "ui/window/run_window.h"

#include <QApplication>
#include <QCoreApplication>

int main(int argc, char *argv[])
{
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
    return creel::runWindow(app, arguments);
}
