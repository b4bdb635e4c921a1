// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/tr.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace creel {

Options::Options(const CommandSyntax &syntax, const QStringList &arguments)
{
    bool operandsOnly = false;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const QString &argument = arguments[at];
        if (!operandsOnly && argument == "--"_L1)
            operandsOnly = true;
        else if (!operandsOnly && argument.startsWith(u'-') && argument.size() > 1)
            note(readOption(syntax, arguments, at));
        else if (syntax.operands.isEmpty())
            note(tr("%1 is one word too many; creel %2 takes options only").arg(argument, syntax.name));
        else
            m_operands.append(argument);
    }
    for (const auto &option : syntax.options) {
        if (option.required && !has(option.name))
            note(tr("%1 %2 is missing; see creel %3 --help").arg(option.name, option.value, syntax.name));
    }
    if (!syntax.operands.isEmpty() && m_operands.isEmpty())
        note(tr("%1 is missing; see creel %2 --help").arg(syntax.operands, syntax.name));
}

QString Options::readOption(const CommandSyntax &syntax, const QStringList &arguments, qsizetype &at)
{
    const QString name = arguments[at].section(u'=', 0, 0);
    const auto option = std::ranges::find(syntax.options, name, &CommandOption::name);
    if (option == syntax.options.end())
        return tr("%1 is no option of it; see creel %2 --help").arg(name, syntax.name);
    if (has(name) && !option->repeats)
        return tr("%1 is given twice; give it once").arg(name);
    return take(*option, arguments, at);
}

QString Options::take(const CommandOption &option, const QStringList &arguments, qsizetype &at)
{
    const QString &argument = arguments[at];
    const auto equals = argument.indexOf(u'=');
    if (option.value.isEmpty()) {
        if (equals >= 0)
            return tr("%1 takes no value; leave out what stands behind it").arg(option.name);
        m_values[option.name].append(QString());
        return {};
    }
    if (equals >= 0) {
        m_values[option.name].append(argument.sliced(equals + 1));
        return {};
    }
    if (at + 1 >= arguments.size() || arguments[at + 1].startsWith("--"_L1))
        return tr("%1 wants a value: %1 %2, or %1=%2 when it begins with --").arg(option.name, option.value);
    m_values[option.name].append(arguments[++at]);
    return {};
}

void Options::note(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = problem;
}

QString Options::value(const QString &name, const QString &fallback) const
{
    const auto found = m_values.constFind(name);
    return found == m_values.cend() ? fallback : found->constLast();
}

qint64 Options::integer(const QString &name, qint64 fallback, qint64 min, qint64 max)
{
    if (!has(name))
        return fallback;
    bool isNumber = false;
    const qint64 number = value(name).toLongLong(&isNumber);
    if (isNumber && number >= min && number <= max)
        return number;
    note(tr("%1 must be a whole number from %2 to %3").arg(name, QString::number(min), QString::number(max)));
    return fallback;
}

double Options::real(const QString &name, double fallback, double min, double max)
{
    if (!has(name))
        return fallback;
    bool isNumber = false;
    const double number = value(name).toDouble(&isNumber);
    if (isNumber && std::isfinite(number) && number >= min && number <= max)
        return number;
    note(tr("%1 must be a number from %2 to %3").arg(name, QString::number(min), QString::number(max)));
    return fallback;
}

} // namespace creel
