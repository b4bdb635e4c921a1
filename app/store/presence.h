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

    /// Before a transaction, so that nothing goes where nobody finds it, and after it: only what was there
    /// then is kept. Each costs about two microseconds.
    StoreError checkBefore() const;
    StoreError checkAfter();

private:
    bool hasMoved() const;
    quint64 logFile() const;

    const Connection &m_connection;
    QByteArray m_logPath;
    quint64 m_logFile = 0; ///< its number in the file system; 0: not seen yet
};

} // namespace creel
