// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_notes.h"

#include "ui/detail/payload_reading.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Kind = OutlineNode::Kind;

struct Notes {
    Q_DECLARE_TR_FUNCTIONS(creel::PayloadNotes)
};

QByteArrayView jsonType(Kind kind)
{
    switch (kind) {
    case Kind::Object:
        return "object";
    case Kind::Array:
        return "array";
    case Kind::String:
        return "string";
    case Kind::Number:
        return "number";
    case Kind::True:
    case Kind::False:
        return "boolean";
    case Kind::Null:
        return "null";
    }
    return {};
}

/// Catalogs write "string", "null or string", "integer": the value's type must be one of the words.
bool agrees(QByteArrayView documented, Kind kind)
{
    if (documented.isEmpty() || documented == "any")
        return true;
    const QByteArray words = documented.toByteArray();
    return words.contains(jsonType(kind).toByteArray()) ||
           (kind == Kind::Number && words.contains("integer"));
}

bool isIndex(QByteArrayView segment)
{
    return !segment.isEmpty() &&
           std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

PayloadNotes::PayloadNotes(std::shared_ptr<const ShownEvent> event) : m_event(std::move(event))
{
    const EventType *type = m_event->type;
    if (!type)
        return;
    for (const Catalog &catalog : m_event->catalogs->all()) {
        if (catalog.id == m_event->record.event.provider)
            m_typePointer = catalog.typePointer;
    }
    const Outline &outline = m_event->outline;
    for (const FieldInfo &field : type->fields) {
        const qsizetype slash = field.pointer.lastIndexOf('/');
        if (!field.required || slash < 0 || outline.isEmpty() || outline.find(field.pointer) >= 0)
            continue;
        const qint32 owner = outline.find(QByteArrayView(field.pointer).first(slash));
        if (owner >= 0 && outline.at(owner).kind == Kind::Object && outline.at(owner).closed)
            m_missing[owner].push_back(&field);
    }
}

const std::vector<const FieldInfo *> &PayloadNotes::missing(qint32 node) const
{
    static const std::vector<const FieldInfo *> none;
    const auto found = m_missing.constFind(node);
    return found == m_missing.cend() ? none : *found;
}

PayloadNote PayloadNotes::of(qint32 node) const
{
    const OutlineNode &it = m_event->outline.at(node);
    if (it.repeated)
        return {PayloadNote::Mark::Repeated, Notes::tr("Name stands more than once")};
    const QByteArray pointer = m_event->outline.pointer(node);
    const FieldInfo *field = nullptr;
    if (m_event->type)
        field = m_event->catalogs->field(m_event->record.event.provider, m_event->record.event.type, pointer);
    if (undocumented(node, field))
        return {PayloadNote::Mark::Unknown, Notes::tr("Not in the catalog")};
    if (field && !agrees(field->jsonType, it.kind))
        return {PayloadNote::Mark::OtherType,
                Notes::tr("Documented as %1").arg(safeText(field->jsonType, 60))};
    return {PayloadNote::Mark::None, about(node, pointer, field)};
}

QString PayloadNotes::about(qint32 node, const QByteArray &pointer, const FieldInfo *field) const
{
    const EventType *type = m_event->type;
    if (type && !m_typePointer.isEmpty() && pointer == m_typePointer)
        return safeText(type->meaning, 300);
    QStringList parts;
    const QString reading = valueReading(m_event->outline, node, m_event->record.receivedAtUs);
    if (type && !type->timePointer.isEmpty() && pointer == type->timePointer && !reading.isEmpty()) {
        parts += reading;
        if (const QString arrived =
                arrivalReading(m_event->record.event.occurredAtUs, m_event->record.receivedAtUs);
            !arrived.isEmpty())
            parts += arrived;
        return parts.join(u" · "_s);
    }
    if (type &&
        std::find(type->keyPointers.begin(), type->keyPointers.end(), pointer) != type->keyPointers.end())
        parts += Notes::tr("Key");
    if (field && !field->about.isEmpty())
        parts += safeText(field->about, 300);
    if (!reading.isEmpty())
        parts += reading;
    return parts.join(u" · "_s);
}

/// True for a member the catalog should know: its type is known, its object is documented member by member,
/// and it is not inside something that is itself unknown.
bool PayloadNotes::undocumented(qint32 node, const FieldInfo *field) const
{
    const Outline &outline = m_event->outline;
    if (!m_event->type || m_event->type->fields.empty() || field || outline.at(node).nameFrom < 0)
        return false;
    const QByteArray pointer = outline.pointer(node);
    return pointer != m_typePointer && !documentsBelow(pointer) &&
           documentsBelow(outline.pointer(outline.at(node).parent));
}

bool PayloadNotes::documentsBelow(const QByteArray &pointer) const
{
    const QList<QByteArray> own = pointer.split('/');
    const auto starts = [&own](const FieldInfo &field) {
        const QList<QByteArray> path = field.pointer.split('/');
        return path.size() > own.size() &&
               std::equal(own.begin(), own.end(), path.begin(),
                          [](const QByteArray &segment, const QByteArray &documented) {
                              return segment == documented ||
                                     (isIndex(segment) && (isIndex(documented) || documented == "*"));
                          });
    };
    return std::any_of(m_event->type->fields.begin(), m_event->type->fields.end(), starts);
}

} // namespace creel
