// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_window.h"

#include "app/session/session.h"
#include "app/session/settings.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/window_arguments.h"

#include <QApplication>
#include <QSettings>

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
    ListenOptions options = wanted->listen;
    if (!wanted->listenGiven) {
        const auto store = settings();
        options.host = store->value("listen/host"_L1, options.host).toString();
        options.port = quint16(store->value("listen/port"_L1, options.port).toUInt());
    }
    MainWindow window(&session);
    wanted->session.isEmpty() ? session.openLast() : session.open(wanted->session);
    session.listen(options);
    window.show();
    return QApplication::exec();
}

} // namespace creel
