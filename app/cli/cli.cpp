// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/command.h"
#include "app/cli/help_text.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

std::vector<Command> commands()
{
    return {listenCommand(), exportCommand(), importCommand(), sendCommand(), resendCommand()};
}

bool isHelp(const QString &argument)
{
    return argument == "--help"_L1 || argument == "-h"_L1;
}

QString generalHelp()
{
    QString text = tr("Usage: creel [SESSION.creel] [--listen HOST:PORT]\n"
                      "       creel COMMAND [OPTION]...\n\n"
                      "Without a command Creel opens its window. Commands need no display:\n\n");
    for (const auto &command : commands())
        text += u"  "_s + command.syntax.name.leftJustified(9) + command.syntax.about + u'\n';
    return text + tr("\ncreel COMMAND --help explains one, creel --version says which Creel this is.\n"
                     "Exit codes: 0 fine, 1 the answer is no, 2 bad usage or unreadable input,\n"
                     "3 the environment refuses (port, disk, rights).\n");
}

Exit print(const QString &text)
{
    StandardOutput out;
    out.write(text.toUtf8());
    return Exit::Fine;
}

Exit runNamed(const QStringList &arguments)
{
    const auto all = commands();
    const auto command =
        std::ranges::find_if(all, [&](const Command &one) { return one.syntax.name == arguments.first(); });
    if (command == all.end()) {
        say(tr("creel: %1 is neither a command nor a session file; see creel --help").arg(arguments.first()));
        return Exit::Usage;
    }
    const QStringList rest = arguments.sliced(1);
    if (std::any_of(rest.begin(), std::ranges::find(rest, u"--"_s), isHelp))
        return print(helpText(command->syntax));
    Options options(command->syntax, rest);
    if (!options.problem().isEmpty())
        return refuse(Exit::Usage, command->syntax.name, options.problem());
    return command->run(options);
}

} // namespace

bool isCommand(const QStringList &arguments)
{
    if (arguments.isEmpty())
        return false;
    const QString &first = arguments.first();
    if (isHelp(first) || first == "--version"_L1)
        return true;
    if (std::ranges::any_of(commands(), [&](const Command &one) { return one.syntax.name == first; }))
        return true;
    // A bare word that is no file is a mistyped command, not a session to make.
    return !first.startsWith(u'-') && !first.contains(u'.') && !first.contains(u'/') &&
           !QFileInfo::exists(first);
}

int runCommand(const QStringList &arguments)
{
    ignoreBrokenPipes();
    const QString &first = arguments.first();
    if (isHelp(first))
        return int(print(generalHelp()));
    if (first == "--version"_L1)
        return int(print(u"Creel " CREEL_VERSION "\n"_s));
    return int(runNamed(arguments));
}

} // namespace creel
