// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_arguments.h"

#include "app/session/listen_settings.h"
#include "ui/text/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("creel::WindowArguments", text);
}

} // namespace

std::optional<WindowArguments> readWindowArguments(const QStringList &arguments, QString *problem)
{
    WindowArguments wanted;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"--listen"_s || argument.startsWith(u"--listen="_s)) {
            const bool joined = argument != u"--listen"_s;
            const QString address = joined ? argument.sliced(9) : arguments.value(++i);
            const auto parsed = parseListenAddress(address);
            if (!parsed) {
                *problem = words("--listen takes HOST:PORT, e.g. 127.0.0.1:8484, not '%1'")
                               .arg(safeText(address, 100));
                return {};
            }
            wanted.listen = parsed;
        } else if (argument.startsWith(u'-')) {
            *problem = words("no option %1; see creel --help").arg(safeText(argument, 100));
            return {};
        } else if (!wanted.session.isEmpty()) {
            *problem = words("one session at a time: '%1' or '%2'")
                           .arg(safeText(wanted.session, 200), safeText(argument, 200));
            return {};
        } else {
            wanted.session = argument;
        }
    }
    return wanted;
}

ListenOptions listenOptionsFor(const WindowArguments &wanted)
{
    auto options = storedListenOptions();
    if (wanted.listen) {
        options.host = wanted.listen->host;
        options.port = wanted.listen->port;
    }
    return options;
}

} // namespace creel
