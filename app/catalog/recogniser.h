// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "app/catalog/subject.h"
#include "app/json/pointer.h"

#include <optional>
#include <span>
#include <vector>

namespace creel {

/// The catalogs compiled for the hot path: pointers and templates read once, types found by binary search.
/// Immutable, so any thread may use it. One outline a delivery, no text copied that does not end in the
/// event.
class Recogniser
{
public:
    Recogniser() = default;
    explicit Recogniser(std::span<const Catalog> catalogs);

    /// See Catalogs::recognise.
    std::vector<Event> recognise(const Delivery &delivery, const QByteArray &body) const;

private:
    struct Type {
        QByteArray name;
        std::vector<JsonPointer> key;
        bool keyWithContent = false;
        SubjectTemplate subject;
        std::optional<JsonPointer> time;
    };
    struct Provider {
        QByteArray id;
        JsonPointer type;
        std::vector<JsonPointer> has;
        std::optional<JsonPointer> events;
        std::vector<Type> types; ///< by name
    };

    bool recogniseOne(const Outline &outline, qint32 root, Event &event) const;
    bool recogniseBatch(const Outline &outline, std::vector<Event> &events) const;
    static bool fillFrom(const Provider &provider, const Outline &outline, qint32 root, bool guess,
                         Event &event);
    static void fill(const Type &type, const Outline &outline, qint32 root, Event &event);

    std::vector<Provider> m_providers; ///< the last loaded first, as it is asked first
};

} // namespace creel
