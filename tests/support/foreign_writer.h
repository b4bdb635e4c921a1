// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

namespace creel::test {

/// Holds a session file as another program that writes to it would, while it lives.
class ForeignWriter
{
public:
    explicit ForeignWriter(const QString &path)
    {
        StoreError error;
        m_connection = Connection::open(path, Connection::Access::ReadWrite, &error);
        if (!m_connection || m_connection->run(QStringLiteral("BEGIN IMMEDIATE")))
            qFatal("%s cannot be held", qPrintable(path));
    }

private:
    std::unique_ptr<Connection> m_connection; ///< rolls back when it is closed
};

} // namespace creel::test
