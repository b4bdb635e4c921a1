// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"

#include <QByteArray>

#include <vector>

namespace creel {

/// One place where two payloads differ.
struct PayloadDifference {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    QByteArray pointer; ///< RFC 6901, in the payload that has it
    QByteArray before;  ///< raw bytes of the value; empty when added
    QByteArray after;   ///< raw bytes of the value; empty when removed
    bool operator==(const PayloadDifference &) const = default;
};

/// What two payloads differ in.
struct PayloadDiff {
    std::vector<PayloadDifference>
        differences;   ///< in the order of the first payload, what was added behind it
    bool more = false; ///< there are more than were asked for
    bool sameBytes = false;
    bool operator==(const PayloadDiff &) const = default;
};

/// Compares member by member: members by name (a repeated name by its turn), elements by index, strings by
/// their text, numbers by how they are written. Order and white space make no difference. Gives at most @p
/// most differences and stops there. Values in the result are cut at 4 KiB.
PayloadDiff comparePayloads(const Outline &before, const Outline &after, size_t most = 1000);

} // namespace creel
