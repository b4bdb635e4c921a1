// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_node.h"

#include <algorithm>
#include <optional>

namespace creel {

using Kind = Filter::Node::Kind;

Filter::Node Filter::Node::join(Kind kind, std::vector<Node> children)
{
    if (children.empty())
        return {};
    if (children.size() == 1)
        return std::move(children.front());
    Node node{kind};
    for (auto &child : children) {
        node.needsBytes = node.needsBytes || child.needsBytes;
        node.changing = node.changing || child.changing;
        node.copies = node.copies || child.copies;
        if (child.kind == kind)
            std::ranges::move(child.children, std::back_inserter(node.children));
        else
            node.children.push_back(std::move(child));
    }
    std::stable_partition(node.children.begin(), node.children.end(),
                          [](const Node &child) { return !child.needsBytes; });
    return node;
}

Filter::Node Filter::Node::all(std::vector<Node> children)
{
    return join(Kind::And, std::move(children));
}

Filter::Node Filter::Node::any(std::vector<Node> children)
{
    return join(Kind::Or, std::move(children));
}

Filter::Node Filter::Node::negation(Node child)
{
    if (child.kind == Kind::Not) {
        auto inner = std::move(child.children.front());
        return inner;
    }
    Node node{Kind::Not};
    node.needsBytes = child.needsBytes;
    node.changing = child.changing;
    node.copies = child.copies;
    node.children.push_back(std::move(child));
    return node;
}

namespace {
/// The bytes of an event, and what was made of them for more than one term.
struct Bytes {
    const EventBytes &source;
    std::optional<QString> text{};
    std::optional<Headers> headers{};

    const QString &searchText()
    {
        if (!text)
            text = QString::fromUtf8(source.searchText());
        return *text;
    }
    const Headers &allHeaders()
    {
        if (!headers)
            headers = source.headers();
        return *headers;
    }
};

Match toMatch(bool yes)
{
    return yes ? Match::Yes : Match::No;
}

bool isInClock(const Filter::Node &node, qint64 us)
{
    constexpr qint64 day = 86'400'000'000;
    const auto local = us % day + node.zoneUs;
    const auto clock = (local % day + day) % day;
    const auto &range = node.range;
    if (range.from <= range.to)
        return clock >= range.from && clock <= range.to;
    return clock >= range.from || clock <= range.to;
}

bool matchesNumber(const Filter::Node &node, qint64 number)
{
    if (node.field == Field::ReplyTime && number < 0)
        return false; // unknown is not fast
    return number >= node.range.from && number <= node.range.to;
}

bool matchesBytes(const Filter::Node &node, Bytes &bytes)
{
    switch (node.kind) {
    case Kind::Header:
        return std::ranges::any_of(bytes.allHeaders(), [&node](const Header &header) {
            return node.name.matches(header.name) && node.value.matches(header.value);
        });
    case Kind::Payload:
        return std::ranges::any_of(bytes.source.values(node.path),
                                   [&node](const QByteArray &value) { return node.value.matches(value); });
    case Kind::Words:
        return bytes.source.contains(node.path);
    case Kind::Regex:
        return node.regex.isFoundIn(bytes.searchText());
    default:
        return false;
    }
}

/// What one term says; @p bytes: null when there are none yet.
Match matchesTerm(const Filter::Node &node, const EventFields &fields, Bytes *bytes)
{
    switch (node.kind) {
    case Kind::Text:
        return toMatch(node.value.matches(fields.text(node.field)));
    case Kind::Number:
        return toMatch(matchesNumber(node, fields.number(node.field)));
    case Kind::Clock:
        return toMatch(isInClock(node, fields.number(node.field)));
    case Kind::Bits:
        return toMatch((fields.number(node.field) & node.range.from) != 0);
    default:
        return bytes ? toMatch(matchesBytes(node, *bytes)) : Match::NeedsBytes;
    }
}

Match evaluate(const Filter::Node &root, const EventFields &fields, Bytes *bytes)
{
    return root.ask([&](const Filter::Node &node) { return matchesTerm(node, fields, bytes); });
}
} // namespace

bool Filter::needsBytes() const
{
    return m_root && m_root->needsBytes;
}

bool Filter::asksForChanging() const
{
    return m_root && m_root->changing;
}

bool Filter::asksForCopies() const
{
    return m_root && m_root->copies;
}

Match Filter::matches(const EventFields &fields) const
{
    return m_root ? evaluate(*m_root, fields, nullptr) : Match::Yes;
}

bool Filter::matches(const EventFields &fields, const EventBytes &bytes) const
{
    if (!m_root)
        return true;
    Bytes lazy{bytes};
    return evaluate(*m_root, fields, &lazy) == Match::Yes;
}

} // namespace creel
