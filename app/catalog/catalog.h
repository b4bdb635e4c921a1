// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"
#include "app/event/fields.h"
#include "app/json/outline.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace creel {

/// What a catalog says of one member of a payload.
struct FieldInfo {
    QByteArray pointer;  ///< RFC 6901, from the payload's root
    QByteArray jsonType; ///< "string", "number", "boolean", "object", "array", "null or string", ...
    bool required = false;
    QString about; ///< one line
};

/// One event type as its provider's catalog documents it.
struct EventType {
    QByteArray name;                     ///< e.g. "message.sent"
    QString category;                    ///< e.g. "Messages"
    QString meaning;                     ///< one line: what it means
    QString fires;                       ///< one line: when it fires
    std::vector<QByteArray> keyPointers; ///< members that make the key; empty: no key
    bool keyWithContent = false;         ///< the same members with other content are another event
    QByteArray lifecyclePointer;         ///< member that binds a lifecycle together; may be empty
    int lifecycleRank = 0;               ///< order within the lifecycle, from 1; 0: none
    QString subject; ///< template, e.g. "{/data/from} · {/data/contact_name}"; parts whose member is missing
                     ///< vanish
    QByteArray timePointer;
    std::vector<FieldInfo> fields;
    QByteArray sample;            ///< payload bytes
    bool samplePublished = false; ///< false: made up by Creel, plausible
};

/// One provider's event types as data (resources/catalogs/README.md has the format), from
/// resources/catalogs/*.json or the user's own.
struct Catalog {
    QByteArray id; ///< e.g. "whatsapp-platform"
    QString name;
    QString about;
    QByteArray typePointer; ///< where a payload names its type
    std::vector<QByteArray>
        has; ///< members that mark a payload as this provider's, whatever its type; may be empty
    QByteArray
        eventsPointer; ///< array of payloads in a delivery that carries several; empty: it is one payload
    std::vector<FieldInfo> envelope; ///< members of every payload; also among the fields of each type
    std::vector<EventType> types;
    const EventType *type(QByteArrayView name) const;
};

class Recogniser;

/// All catalogs that are loaded. Immutable after loading, so any thread may read it.
class Catalogs
{
public:
    /// Reads every *.json of each directory in turn; a later catalog replaces an earlier one with its id.
    /// What could not be read is skipped and said in @p problems (file, where, what).
    static Catalogs load(const QStringList &directories, QStringList *problems = nullptr);
    /// One catalog from its JSON text; nullopt and the reason when it is none.
    static std::optional<Catalog> parse(const QByteArray &json, QString *error);
    /// These catalogs, in the order they would be loaded.
    static Catalogs of(std::vector<Catalog> catalogs);

    const std::vector<Catalog> &all() const { return m_catalogs; }
    const Catalog *catalog(QByteArrayView provider) const;
    const EventType *type(QByteArrayView provider, QByteArrayView type) const;

    /// The events of a delivery: at least one, whatever the bytes are. Takes the body content-decoded
    /// (@p decodedBody) where the delivery is encoded, else delivery.body.
    std::vector<Event> recognise(const Delivery &delivery, const QByteArray &decodedBody) const;

    /// What the catalog says of a member of an event's payload; null when nothing. A `*` in the catalog's
    /// pointer stands for any member or element: "/data/tags/2" is described by "/data/tags/*".
    const FieldInfo *field(QByteArrayView provider, QByteArrayView type, QByteArrayView pointer) const;

private:
    std::vector<Catalog> m_catalogs;
    std::shared_ptr<const Recogniser> m_recogniser; ///< made once from the catalogs; null when there are none
};

/// The bytes of one delivery as the filter reads them; the outline is made when a path first asks for it.
class DeliveryBytes final : public EventBytes
{
public:
    /// @p body is the content-decoded body; the payload of one event of it is body[from, from + bytes).
    DeliveryBytes(const Delivery &delivery, QByteArray body, qint64 payloadFrom, qint64 payloadBytes);
    bool contains(QByteArrayView needle) const override;
    QByteArray searchText() const override;
    std::vector<QByteArray> values(QByteArrayView path) const override;
    Headers headers() const override;

private:
    const Delivery &m_delivery;
    QByteArray m_body;
    qint64 m_payloadFrom;
    qint64 m_payloadBytes;
    mutable std::optional<Outline> m_outline;
};

} // namespace creel
