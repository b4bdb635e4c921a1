// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter_fields.h"

#include <QStringView>

#include <limits>
#include <optional>

namespace creel {

/// What a written number, size, duration or time stands for; both ends belong to it.
struct NumberRange {
    qint64 from = std::numeric_limits<qint64>::min();
    qint64 to = std::numeric_limits<qint64>::max();
    bool clock = false; ///< microseconds of the local day, not of a date
    bool open = false;  ///< an age: from then on
};

/// What relative and local times count from.
struct FilterClock {
    qint64 nowUs = 0;    ///< UTC
    int zoneOffsetS = 0; ///< seconds east of UTC
};

/// Reads one value of a number field: `200`, `4xx`, `1.5mb`, `20ms`, `10:30`, `-5m`. A time stands for all of
/// the minute, second or day it names. Nothing when it is none.
std::optional<NumberRange> readNumber(FieldKind kind, QStringView text, const FilterClock &clock);

/// `10:30`, `10:30:05.5`, `2026-05-29`, `2026-05-29T10:30` with `Z` or `+05:30`, `-5m`; local unless a zone
/// is given.
std::optional<NumberRange> readTime(QStringView text, const FilterClock &clock);

/// A number with one of the units s, m, h, d, w (and ms, us) in microseconds; nothing when it is none or too
/// large.
std::optional<qint64> readDuration(QStringView text);

} // namespace creel
