// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/http_connection.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace creel {

/// The connections that are open, each by a number, from 1, that no other had. One that has ended is
/// destroyed from the event loop, as it may still be inside a call. Lives on the listener thread.
class OpenConnections
{
public:
    /// The number of the next one.
    quint64 nextId() { return m_nextId++; }
    HttpConnection &add(std::unique_ptr<HttpConnection> connection);
    /// Null when it has ended.
    HttpConnection *find(quint64 id) const;
    int count() const { return int(m_open.size()); }
    /// Those that are open now, and may end while this is gone through.
    std::vector<HttpConnection *> all() const;
    void end(const HttpConnection &connection);

private:
    quint64 m_nextId = 1;
    std::unordered_map<quint64, std::unique_ptr<HttpConnection>> m_open;
    std::vector<std::unique_ptr<HttpConnection>> m_ended;
    QObject m_later; ///< posted to for what has ended
};

} // namespace creel
