// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/importer.h"

#include "app/catalog/catalog.h"
#include "app/session/content.h"

#include <utility>

namespace creel {

namespace {

constexpr size_t deliveriesAtATime = 500;
constexpr qint64 bytesAtATime = 8LL * 1024 * 1024;

/// Ids begin anew with each session, and a file may hold what several gave.
bool isSame(const Delivery &a, const Delivery &b)
{
    return a.receivedAtUs == b.receivedAtUs && a.target == b.target && a.head == b.head && a.body == b.body;
}

/// All that may be large.
qint64 bytesOf(const Delivery &delivery)
{
    return delivery.method.size() + delivery.target.size() + delivery.head.size() + delivery.body.size() +
           delivery.trailers.size() + delivery.malformed.size() + delivery.peer.size() +
           delivery.reply.rule.size() + delivery.reply.outcome.size();
}

/// The event among @p records that @p said tells of: a filter may have left others out, and another catalog
/// may give another type. records.size(): all were told of.
size_t placeOf(const Imported &said, const std::vector<EventRecord> &records, const std::vector<bool> &told)
{
    auto place = records.size();
    for (auto i = records.size(); i-- > 0;) {
        if (!told[i] && records[i].event.type == said.type && records[i].event.key == said.key)
            place = i;
    }
    for (size_t i = 0; place == records.size() && i < told.size(); ++i) {
        if (!told[i])
            place = i;
    }
    return place;
}

} // namespace

/// What was refused or cut off is kept as the listener keeps it: as an event without a payload.
Catch Importer::caught(Delivery delivery) const
{
    const bool isWhole = delivery.complete && delivery.malformed.isEmpty();
    Catch made{std::move(delivery), {}};
    int ordinal = 0;
    for (auto &event :
         m_catalogs.recognise(made.delivery, isWhole ? contentOf(made.delivery).body : QByteArray()))
        made.records.push_back(makeRecord(made.delivery, std::move(event), ordinal++));
    return made;
}

StoreError Importer::add(Imported said)
{
    const auto before = std::exchange(m_last, said.delivery.id);
    const bool again = m_last != DeliveryId{} && m_last == before && !m_batch.empty() &&
                       isSame(m_batch.back().delivery, said.delivery);
    if (!again) {
        if (m_batch.size() >= deliveriesAtATime || m_bytes >= bytesAtATime) {
            if (const auto error = keep())
                return error;
        }
        m_bytes += bytesOf(said.delivery);
        m_batch.push_back(caught(std::move(said.delivery)));
        m_told.assign(m_batch.back().records.size(), false);
    }
    m_bytes += said.note.size();
    auto &records = m_batch.back().records;
    if (const auto place = placeOf(said, records, m_told); place < records.size()) {
        m_told[place] = true;
        records[place].note = said.note;
        records[place].pinned = said.pinned;
    }
    return {};
}

/// When it went out; without an answer, how long it took to come to none.
void Importer::noteReply(const Delivery &delivery)
{
    const auto &reply = delivery.reply;
    if (!reply.outcome.isEmpty() || (reply.status == 0 && reply.durationUs >= 0))
        m_writer.noteOutcome(delivery.id, reply.durationUs, reply.outcome);
    else if (reply.durationUs >= 0)
        m_writer.noteReplied(delivery.id, delivery.id, delivery.receivedAtUs + reply.durationUs);
}

StoreError Importer::keep()
{
    const auto error = m_writer.append(m_batch);
    if (error)
        return error;
    for (const auto &one : m_batch)
        noteReply(one.delivery);
    m_kept += qint64(m_batch.size());
    m_batch.clear();
    m_bytes = 0;
    return {};
}

StoreError Importer::finish()
{
    const auto error = m_batch.empty() ? StoreError() : keep();
    return error ? error : m_writer.flush();
}

} // namespace creel
