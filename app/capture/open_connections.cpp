// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/open_connections.h"

#include <utility>

namespace creel {

HttpConnection &OpenConnections::add(std::unique_ptr<HttpConnection> connection)
{
    const auto id = connection->id();
    return *m_open.emplace(id, std::move(connection)).first->second;
}

HttpConnection *OpenConnections::find(quint64 id) const
{
    const auto found = m_open.find(id);
    return found == m_open.end() ? nullptr : found->second.get();
}

std::vector<HttpConnection *> OpenConnections::all() const
{
    std::vector<HttpConnection *> all;
    all.reserve(m_open.size());
    for (const auto &[id, connection] : m_open)
        all.push_back(connection.get());
    return all;
}

void OpenConnections::end(const HttpConnection &connection)
{
    const auto found = m_open.find(connection.id());
    if (found == m_open.end())
        return;
    m_ended.push_back(std::move(found->second));
    m_open.erase(found);
    if (m_ended.size() == 1)
        QMetaObject::invokeMethod(
            &m_later, [this] { m_ended.clear(); }, Qt::QueuedConnection);
}

} // namespace creel
