// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/event/fold_search.h"

#include <algorithm>

namespace creel {

DeliveryBytes::DeliveryBytes(const Delivery &delivery, QByteArray body, qint64 payloadFrom,
                             qint64 payloadBytes)
    : m_delivery(delivery)
    , m_body(std::move(body))
    , m_payloadFrom(std::clamp<qint64>(payloadFrom, 0, m_body.size()))
    , m_payloadBytes(std::clamp<qint64>(payloadBytes, 0, m_body.size() - m_payloadFrom))
{
}

bool DeliveryBytes::contains(QByteArrayView needle) const
{
    return containsFolded(QByteArrayView(m_body).sliced(m_payloadFrom, m_payloadBytes), needle) ||
           containsFolded(m_delivery.head, needle) || containsFolded(m_delivery.target, needle);
}

QByteArray DeliveryBytes::searchText() const
{
    return m_delivery.target + '\n' + m_delivery.head + m_body.mid(m_payloadFrom, m_payloadBytes);
}

std::vector<QByteArray> DeliveryBytes::values(QByteArrayView path) const
{
    if (!m_outline) {
        const bool whole = m_payloadFrom == 0 && m_payloadBytes == m_body.size();
        m_outline = Outline::read(whole ? m_body : m_body.mid(m_payloadFrom, m_payloadBytes));
    }
    std::vector<QByteArray> values;
    for (const auto node : m_outline->select(path)) {
        const auto kind = m_outline->at(node).kind;
        if (kind != OutlineNode::Kind::Object && kind != OutlineNode::Kind::Array)
            values.push_back(m_outline->text(node));
    }
    return values;
}

Headers DeliveryBytes::headers() const
{
    return m_delivery.headers();
}

} // namespace creel
