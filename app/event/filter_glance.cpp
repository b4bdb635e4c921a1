// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_node.h"
#include "app/event/fold_search.h"

#include <algorithm>

namespace creel {

using Kind = Filter::Node::Kind;

namespace {

/// The one way to write digits apart, as 13.1047e4 does: a fraction and an exponent (RFC 8259 6).
bool hasFractionWithExponent(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (auto at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
        const auto behind = std::find_if_not(text.begin() + at + 1, text.end(), isDigit);
        if (behind != text.end() && (*behind == 'e' || *behind == 'E'))
            return true;
    }
    return false;
}

/// The raw bytes are those that a term is asked of: nothing is encoded.
bool isPlain(const RawBytes &bytes)
{
    return !containsFolded(bytes.head, "content-encoding");
}

/// False when no value in @p body can pass.
bool mayHoldValue(const ValueTest &value, QByteArrayView body)
{
    const auto needle = value.needle();
    // what is behind an escape is not looked into
    return needle.isEmpty() || containsFolded(body, needle) || body.contains('\\') ||
           (value.isNumeric() && hasFractionWithExponent(body));
}

bool mayHoldWords(QByteArrayView needle, const RawBytes &bytes)
{
    return containsFolded(bytes.body, needle) || containsFolded(bytes.head, needle) ||
           containsFolded(bytes.target, needle);
}

/// No, or not known.
Match glanceAt(const Filter::Node &node, const RawBytes &bytes)
{
    const bool may = node.kind == Kind::Payload ? mayHoldValue(node.value, bytes.body)
                     : node.kind == Kind::Words ? mayHoldWords(node.path, bytes)
                                                : true;
    return may || !isPlain(bytes) ? Match::NeedsBytes : Match::No;
}
} // namespace

bool Filter::mayMatch(const RawBytes &bytes) const
{
    return !m_root || m_root->ask([&](const Node &node) { return glanceAt(node, bytes); }) != Match::No;
}

} // namespace creel
