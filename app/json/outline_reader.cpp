// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline_reader.h"

#include <utility>

namespace creel {

using Kind = OutlineNode::Kind;

OutlineReader::OutlineReader(QByteArrayView text, qsizetype from, qsizetype maxNodes,
                             std::vector<OutlineNode> &nodes)
    : m_text(text)
    , m_tokens(text, from)
    , m_maxNodes(maxNodes)
    , m_nodes(nodes)
{
}

void OutlineReader::read()
{
    Step step = Step::Value;
    while (step != Step::Failed) {
        m_tokens.skipSpace();
        if (m_tokens.allIsRead() && step == Step::Behind && atTop())
            break;
        step = take(step);
    }
    while (m_open >= 0)
        leave(m_nodes[size_t(m_open)], false);
}

OutlineReader::Step OutlineReader::take(Step step)
{
    switch (step) {
    case Step::FirstElement:
        return m_tokens.isAt(']') ? close() : value();
    case Step::FirstName:
        return m_tokens.isAt('}') ? close() : member();
    case Step::Value:
        return value();
    case Step::Name:
        return member();
    case Step::Behind:
    case Step::Failed:
        break;
    }
    return behind();
}

OutlineReader::Step OutlineReader::value()
{
    const auto from = m_tokens.offset();
    Kind kind = Kind::Null;
    bool good = false;
    bool escaped = false;
    switch (m_tokens.atEnd() ? '\0' : m_tokens.peek()) {
    case '{':
        return open(Kind::Object);
    case '[':
        return open(Kind::Array);
    case '"':
        kind = Kind::String;
        good = m_tokens.string(&escaped);
        break;
    case 't':
        kind = Kind::True;
        good = m_tokens.word("true");
        break;
    case 'f':
        kind = Kind::False;
        good = m_tokens.word("false");
        break;
    case 'n':
        good = m_tokens.word("null");
        break;
    default:
        kind = Kind::Number;
        good = m_tokens.number();
    }
    if (!good)
        return Step::Failed;
    if (const auto node = add(kind, from); node >= 0)
        m_nodes[size_t(node)].valueBytes = m_tokens.offset() - from;
    return Step::Behind;
}

OutlineReader::Step OutlineReader::member()
{
    const auto from = m_tokens.offset();
    bool escaped = false;
    if (!m_tokens.isAt('"')) {
        m_tokens.failExpecting("a member name in quotes is expected");
        return Step::Failed;
    }
    if (!m_tokens.string(&escaped))
        return Step::Failed;
    m_nameFrom = from;
    m_nameBytes = m_tokens.offset() - from;
    m_nameEscaped = escaped;
    m_tokens.skipSpace();
    if (!m_tokens.isAt(':')) {
        m_tokens.failExpecting("a colon is expected after the member name");
        return Step::Failed;
    }
    m_tokens.skip();
    return Step::Value;
}

OutlineReader::Step OutlineReader::behind()
{
    if (atTop()) {
        m_tokens.failExpecting("only white space is expected behind the value");
        return Step::Failed;
    }
    const bool object = inObject();
    if (m_tokens.isAt(object ? '}' : ']'))
        return close();
    if (!m_tokens.isAt(',')) {
        m_tokens.failExpecting(object ? "a comma or } is expected" : "a comma or ] is expected");
        return Step::Failed;
    }
    m_tokens.skip();
    return object ? Step::Name : Step::Value;
}

OutlineReader::Step OutlineReader::open(Kind kind)
{
    if (const auto node = add(kind, m_tokens.offset()); node >= 0)
        m_open = node;
    else
        m_skipped.push_back(kind == Kind::Object);
    m_tokens.skip();
    return kind == Kind::Object ? Step::FirstName : Step::FirstElement;
}

OutlineReader::Step OutlineReader::close()
{
    m_tokens.skip();
    if (m_skipped.empty())
        leave(m_nodes[size_t(m_open)], true);
    else
        m_skipped.pop_back();
    return Step::Behind;
}

qint32 OutlineReader::add(Kind kind, qint32 from)
{
    const auto nameFrom = std::exchange(m_nameFrom, -1);
    if (qsizetype(m_nodes.size()) >= m_maxNodes) {
        m_truncated = true;
        return -1;
    }
    const auto index = qint32(m_nodes.size());
    auto &node = m_nodes.emplace_back();
    node.kind = kind;
    node.parent = m_open;
    node.valueFrom = from;
    if (nameFrom >= 0) {
        node.nameFrom = nameFrom;
        node.nameBytes = m_nameBytes;
        node.nameEscaped = m_nameEscaped;
    }
    if (m_open >= 0) {
        auto &parent = m_nodes[size_t(m_open)];
        node.place = parent.childCount++;
        if (parent.firstChild < 0)
            parent.firstChild = index;
        else
            m_nodes[size_t(parent.next)].next = index;
        parent.next = index;
    }
    return index;
}

/// Ends the innermost container, which is @p node: at its closing bracket, or where the text broke off.
void OutlineReader::leave(OutlineNode &node, bool closed)
{
    node.next = -1;
    node.closed = closed;
    node.valueBytes = m_tokens.offset() - node.valueFrom;
    if (node.kind == Kind::Object && node.childCount > 1)
        markRepeats(m_text, m_nodes, node);
    m_open = node.parent;
}

bool OutlineReader::inObject() const
{
    return m_skipped.empty() ? m_nodes[size_t(m_open)].kind == Kind::Object : bool(m_skipped.back());
}

} // namespace creel
