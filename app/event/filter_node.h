// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/bounded_regex.h"
#include "app/event/filter.h"
#include "app/event/filter_number.h"
#include "app/event/filter_value.h"

#include <vector>

namespace creel {

/// A piece of a parsed filter. Only the members its kind names are used.
struct Filter::Node {
    enum class Kind : quint8 {
        Everything,
        And,     ///< children
        Or,      ///< children
        Not,     ///< the one child
        Text,    ///< field, value
        Number,  ///< field, range
        Clock,   ///< range within the day (from behind to: around midnight), zoneUs
        Bits,    ///< range.from: any of these bits of the field
        Header,  ///< name (a pattern), value: any of the fields so called
        Payload, ///< path, value: any of the values there
        Words,   ///< path: a folded text anywhere in the bytes
        Regex,   ///< regex: found anywhere in the bytes
    };
    Kind kind = Kind::Everything;
    bool needsBytes = false;
    bool changing = false;
    Field field{};
    std::vector<Node> children{};
    NumberRange range{};
    qint64 zoneUs = 0;
    QByteArray path{};
    TextPattern name{};
    ValueTest value{};
    BoundedRegex regex{};

    /// Composed nodes, simplified: no child or one child makes no And, Or stays flat, not not x is x. The
    /// children that need no bytes are asked first.
    static Node all(std::vector<Node> children);
    static Node any(std::vector<Node> children);
    static Node negation(Node child);

private:
    static Node join(Kind kind, std::vector<Node> children);
};

} // namespace creel
