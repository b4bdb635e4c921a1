// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli.h"

#include <QByteArrayView>
#include <QString>

namespace creel {

/// Writes @p text as one line to standard error; whatever no terminal should see as escapes. Any thread.
void say(const QString &text);
/// As say(), with "creel COMMAND: " before it; hands @p exit through, for `return refuse(...)`.
Exit refuse(Exit exit, const QString &command, const QString &text);

/// From now on no write to standard output or standard error waits for its reader longer than three seconds.
/// Any thread.
void endPatience();

/// Standard output, unbuffered: what was written is with the reader. One thread.
class StandardOutput
{
public:
    /// False when nothing more can be written; the next three then say why.
    bool write(QByteArrayView bytes);
    bool isClosed() const { return m_closed; } ///< its reader went away
    bool isUnread() const { return m_unread; } ///< its reader takes nothing, and patience has ended
    const QString &problem() const { return m_problem; }
    /// Line ends written.
    qint64 lines() const { return m_lines; }

private:
    bool m_closed = false;
    bool m_unread = false;
    QString m_problem;
    qint64 m_lines = 0;
};

/// A broken pipe becomes an error of the write instead of the program's death.
void ignoreBrokenPipes();

} // namespace creel
