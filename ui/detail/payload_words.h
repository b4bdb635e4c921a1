// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QString>

namespace creel {

/// Why the payload's tree is not whole: "Broken at line 3, column 5: …; shown is what was read before"; empty
/// when it is. Of a delivery that was cut off or refused, that it is not whole, and why.
QString brokenWords(const ShownEvent &event);

/// Why there is no payload to show.
QString emptyWords(const ShownEvent &event);

/// That the body is still to come, for an event that isBeingRead.
QString readingWords(const ShownEvent &event);

/// That the body was decoded, or why it could not be: "Shown decoded: gzip, 310 B to 1.2 kB"; empty without a
/// coding.
QString codingWords(const ShownEvent &event);

/// Line and column (from 1; columns in bytes) of byte @p at in @p text.
struct TextPlace {
    qint64 line = 1;
    qint64 column = 1;
};
TextPlace placeOf(const QByteArray &text, qint64 at);

} // namespace creel
