// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_words.h"

#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace creel {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::PayloadWords)
};
} // namespace

TextPlace placeOf(const QByteArray &text, qint64 at)
{
    const qint64 end = std::clamp<qint64>(at, 0, text.size());
    const qint64 line = std::count(text.begin(), text.begin() + end, '\n');
    const qint64 before = end == 0 ? -1 : text.lastIndexOf('\n', end - 1);
    return {line + 1, end - before};
}

QString brokenWords(const ShownEvent &event)
{
    if (!event.record.malformed.isEmpty() && !event.payload.isEmpty())
        return Words::tr("Incomplete: %1. What came is shown.").arg(safeText(event.record.malformed, 400));
    if (!event.isJson())
        return {};
    if (event.outline.valid()) {
        return event.outline.truncated() ? Words::tr("Only the first %1 values are shown.")
                                               .arg(countText(qint64(event.outline.nodes().size())))
                                         : QString();
    }
    const TextPlace place = placeOf(event.payload, event.outline.errorAt());
    const QString where = Words::tr("line %1, column %2").arg(countText(place.line), countText(place.column));
    return Words::tr("Broken JSON at byte %1 (%2): %3. What came before is shown.")
        .arg(countText(std::max<qint64>(event.outline.errorAt(), 0)), where,
             safeText(event.outline.error(), 300));
}

QString emptyWords(const ShownEvent &event)
{
    if (event.record.malformed.isEmpty())
        return Words::tr("This request has no body.");
    return Words::tr("Nothing of a body came: %1. The bytes that came are under Raw.")
        .arg(safeText(event.record.malformed, 400));
}

QString readingWords(const ShownEvent &event)
{
    const QString size = sizeText(event.delivery.body.size());
    return event.coding.isEmpty() ? Words::tr("Reading %1…").arg(size)
                                  : Words::tr("Decoding %1 of %2…").arg(size, safeText(event.coding, 60));
}

QString codingWords(const ShownEvent &event)
{
    if (event.isBeingRead)
        return {};
    if (!event.codingError.isEmpty())
        return Words::tr("Not decoded whole: %1. The bytes as they came are under Raw.")
            .arg(safeText(event.codingError, 300));
    if (event.coding.isEmpty())
        return {};
    return Words::tr("Shown decoded from %1: %2 came as %3.")
        .arg(safeText(event.coding, 60), sizeText(event.body.size()), sizeText(event.delivery.body.size()));
}

} // namespace creel
