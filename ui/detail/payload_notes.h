// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "ui/detail/shown_event.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace creel {

/// What is to be said about one value of a payload.
struct PayloadNote {
    enum class Mark {
        None,
        Unknown,   ///< the catalog knows the type, but not this member
        OtherType, ///< the catalog says it has another JSON type
        Repeated,  ///< its name stands more than once in its object
    };
    Mark mark = Mark::None;
    QString text; ///< one line, safe to show
};

/// What the catalog says of the members of one event's payload, and what their values say by themselves. Pure
/// over the event it was made with.
class PayloadNotes
{
public:
    explicit PayloadNotes(std::shared_ptr<const ShownEvent> event);

    PayloadNote of(qint32 node) const;
    /// Members the catalog requires of the object @p node and that are not there; empty when it was broken
    /// off.
    const std::vector<const FieldInfo *> &missing(qint32 node) const;

private:
    QString about(qint32 node, const QByteArray &pointer, const FieldInfo *field) const;
    bool undocumented(qint32 node, const FieldInfo *field) const;
    bool documentsBelow(const QByteArray &pointer) const;

    std::shared_ptr<const ShownEvent> m_event;
    QByteArray m_typePointer;
    QHash<qint32, std::vector<const FieldInfo *>> m_missing;
};

} // namespace creel
