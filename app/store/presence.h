// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

#include <QByteArray>

namespace creel {

/// Knows whether the session file and its log are still where they were opened. A file that was removed or
/// replaced can be written on, but nobody will find what is in it: nothing written after that may be
/// acknowledged.
class Presence
{
public:
    explicit Presence(const Connection &connection);

    /// After a transaction; costs about two microseconds.
    StoreError check();

private:
    const Connection &m_connection;
    QByteArray m_logPath;
    quint64 m_logFile = 0; ///< its number in the file system; 0: not seen yet
};

} // namespace creel
