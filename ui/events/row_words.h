// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"
#include "ui/events/columns.h"

#include <QColor>
#include <QString>

namespace creel {

/// What a row of the table says in a column: short, safe to show, one line. Empty when there is nothing to
/// say.
QString cellText(const EventList &events, const EventSummary &row, Column column);
/// The same for a screen reader or a copied row: whole ids, and words where the table paints a mark.
QString cellWords(const EventList &events, const EventSummary &row, Column column);
/// As a tooltip: what did not fit the cell. Empty when it all did.
QString cellToolTip(const EventList &events, const EventSummary &row, Column column);

/// A mark in the column of copies. Its words carry the meaning; the colour underlines it.
struct Badge {
    enum class Tone { Quiet, Warning, Bad } tone = Tone::Quiet;
    QString text;
    bool operator==(const Badge &) const = default;
};
/// "duplicate · 2 of 2", "browser · retry · 2 of 2", "malformed", "handshake"; empty text: none. What
/// needs attention most comes first.
Badge badgeOf(const EventList &events, const EventSummary &row);
/// As many of its words as there are pixels for, whole ones; the first is always there.
QString badgeWords(const Badge &badge, int width);
QColor toneColor(Badge::Tone tone);

/// What is left of a type where there are only so many pixels, "…delivered": its first words go, since types
/// of a provider begin alike; the last is always there.
QString typeWords(const QString &type, int width);
/// A subject where there are only so many pixels: what is behind its first " · " goes before anything of the
/// telephone number or name in front of it does.
QString subjectWords(const QString &subject, int width);
/// "2 of 3" for one of several copies, else empty.
QString copyWords(const EventList &events, const EventSummary &row);
/// The key, its middle left out where it is longer than @p maxChars; "–" without one.
QString keyText(const EventList &events, const EventSummary &row, qsizetype maxChars);
/// So much of it is shown where there is room.
inline constexpr qsizetype keyChars = 24;
/// The status and time of a reply apart, "503" and "0.2 ms"; "–" without a reply.
QString statusText(const EventSummary &row);
QString replyTimeText(const EventSummary &row);

} // namespace creel
