// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace creel {

/// Says a line on standard error at most every ten seconds, with how many were left out since. One thread.
class RareLine
{
public:
    void say(const QString &text);

private:
    QElapsedTimer m_since;
    int m_leftOut = 0;
};

} // namespace creel
