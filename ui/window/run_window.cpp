// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_window.h"

#include "app/session/session.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/window_arguments.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace creel {

int runWindow(QApplication &app, const QStringList &arguments)
{
    QString problem;
    const auto wanted = readWindowArguments(arguments, &problem);
    if (!wanted) {
        std::fprintf(stderr, "creel: %s\n", qPrintable(problem));
        return 2;
    }
    QGuiApplication::setDesktopFileName(u"dev.creel.Creel"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/creel/icons/creel.svg"_s));
    applyTheme(app, themeChoice());

    Session session;
    MainWindow window(&session);
    wanted->session.isEmpty() ? session.openLast() : session.open(wanted->session);
    session.listen(listenOptionsFor(*wanted));
    window.show();
    return QApplication::exec();
}

} // namespace creel
