// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "tests/support/scratch_session.h"
#include "ui/detail/shown_event.h"

#include <memory>

namespace creel::test {

inline const Catalogs &builtIn()
{
    static const Catalogs catalogs = Catalogs::load({QStringLiteral(":/creel/catalogs")});
    return catalogs;
}

/// The event that the built-in catalogs make of @p body, as the pane would show it.
inline std::shared_ptr<ShownEvent> shown(const QByteArray &body,
                                         const QByteArray &contentType = "application/json")
{
    auto event = std::make_shared<ShownEvent>();
    event->delivery = delivery(0, body, {{"Content-Type", contentType}});
    event->record = makeRecord(event->delivery, builtIn().recognise(event->delivery, body).front(), 0);
    event->record.id = EventId{1};
    event->body = event->payload = body;
    event->kind = event->record.event.kind;
    if (event->isJson())
        event->outline = Outline::read(body);
    event->catalogs = &builtIn();
    event->type = builtIn().type(event->record.event.provider, event->record.event.type);
    return event;
}

} // namespace creel::test
