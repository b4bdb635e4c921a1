// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/imported.h"
#include "app/store/session_file.h"

#include <vector>

namespace creel {

class Catalogs;

/// Keeps deliveries in a session as if they had just come, batch by batch: recognised and judged anew, with
/// what was known of their replies and noted beside their events. One thread, the writer's.
class Importer
{
public:
    Importer(SessionWriter &writer, const Catalogs &catalogs) : m_writer(writer), m_catalogs(catalogs) {}

    /// Another file begins: what it holds is not the delivery before.
    void begin() { m_last = {}; }
    /// Adds the delivery of @p said, or, when it is the one before, no more than what is noted there.
    StoreError add(Imported said);
    /// Keeps all that was added.
    StoreError finish();
    qint64 kept() const { return m_kept; }

private:
    Catch caught(Delivery delivery) const;
    StoreError keep();
    void noteReply(const Delivery &delivery);

    SessionWriter &m_writer;
    const Catalogs &m_catalogs;
    std::vector<Catch> m_batch; ///< the last one may still be noted beside
    std::vector<bool> m_told;   ///< of its events: a line told of it
    DeliveryId m_last{};        ///< the id it had
    qint64 m_bytes = 0;
    qint64 m_kept = 0;
};

} // namespace creel
