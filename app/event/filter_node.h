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
    bool changing = false; ///< as Filter::asksForChanging()
    bool copies = false;   ///< as Filter::asksForCopies()
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

    /// What follows from what the leaves say, in three-valued logic. @p leaf: Node -> Match, for each node
    /// that is not composed, as far as they are needed.
    template <class Leaf>
    Match ask(const Leaf &leaf) const;

private:
    static Node join(Kind kind, std::vector<Node> children);
};

template <class Leaf>
Match Filter::Node::ask(const Leaf &leaf) const
{
    const bool isOr = kind == Kind::Or;
    switch (kind) {
    case Kind::Everything:
        return Match::Yes;
    case Kind::And:
    case Kind::Or: {
        const auto decisive = isOr ? Match::Yes : Match::No;
        auto result = isOr ? Match::No : Match::Yes;
        for (const auto &child : children) {
            const auto match = child.ask(leaf);
            if (match == decisive)
                return decisive;
            if (match == Match::NeedsBytes)
                result = Match::NeedsBytes;
        }
        return result;
    }
    case Kind::Not: {
        const auto match = children.front().ask(leaf);
        if (match == Match::NeedsBytes)
            return match;
        return match == Match::No ? Match::Yes : Match::No;
    }
    default:
        return leaf(*this);
    }
}

} // namespace creel
