// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace creel {

/// One option of a command, as it is typed and as help explains it.
struct CommandOption {
    QString name;         ///< "--store"
    QString value;        ///< what stands behind it, e.g. "FILE"; empty: a switch
    QString about;        ///< one line
    bool repeats = false; ///< may be given several times
    bool required = false;
};

/// How a command is called.
struct CommandSyntax {
    QString name;
    QString about;    ///< one line
    QString operands; ///< e.g. "INPUT..."; empty: it takes none
    std::vector<CommandOption> options;
    QString more; ///< paragraphs of its help, which are filled; lines that begin with a space are not
};

/// A command line read by a syntax: `--name VALUE`, `--name=VALUE`, `--` before operands. Pure.
class Options
{
public:
    Options(const CommandSyntax &syntax, const QStringList &arguments);

    /// What is wrong and what to do, one line; empty: nothing. The first problem stays.
    const QString &problem() const { return m_problem; }
    bool has(const QString &name) const { return m_values.contains(name); }
    QString value(const QString &name, const QString &fallback = {}) const;
    QStringList values(const QString &name) const { return m_values.value(name); }
    const QStringList &operands() const { return m_operands; }

    /// A number of an option within bounds; @p fallback when it is not given, and with a problem() when it is
    /// none.
    qint64 integer(const QString &name, qint64 fallback, qint64 min, qint64 max);
    double real(const QString &name, double fallback, double min, double max);

private:
    void note(const QString &problem);
    QString take(const CommandOption &option, const QStringList &arguments, qsizetype &at);
    QString readOption(const CommandSyntax &syntax, const QStringList &arguments, qsizetype &at);

    QHash<QString, QStringList> m_values;
    QStringList m_operands;
    QString m_problem;
};

} // namespace creel
