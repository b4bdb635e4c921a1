// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/json_text.h"

#include <algorithm>
#include <vector>

namespace creel {

namespace {

constexpr int deepestIndent = 64;

/// Walks the outline once, without recursion: depth comes from outside.
class Writer
{
public:
    Writer(const Outline &outline, int indent) : m_outline(outline), m_indent(indent) {}

    QByteArray write()
    {
        m_text.reserve(m_outline.bytes().size());
        for (qint32 node = 0; node >= 0;)
            node = writeFrom(node);
        return std::move(m_text);
    }

private:
    /// Writes @p node as far as its first child, or whole with what closes behind it; returns what comes
    /// next.
    qint32 writeFrom(qint32 node)
    {
        const OutlineNode &it = m_outline.at(node);
        const bool object = it.kind == OutlineNode::Kind::Object;
        const bool container = object || it.kind == OutlineNode::Kind::Array;
        if (it.nameFrom >= 0) {
            m_text += QByteArrayView(m_outline.bytes()).sliced(it.nameFrom, it.nameBytes);
            m_text += m_indent > 0 ? ": " : ":";
        }
        if (container && it.firstChild >= 0) {
            m_text += object ? '{' : '[';
            m_open.push_back(node);
            breakLine();
            return it.firstChild;
        }
        if (container)
            m_text += object ? "{}" : "[]";
        else
            m_text += m_outline.raw(node);
        return close(node);
    }

    qint32 close(qint32 node)
    {
        while (!m_open.empty() && m_outline.at(node).next < 0) {
            node = m_open.back();
            m_open.pop_back();
            breakLine();
            m_text += m_outline.at(node).kind == OutlineNode::Kind::Object ? '}' : ']';
        }
        if (m_open.empty())
            return -1;
        m_text += ',';
        breakLine();
        return m_outline.at(node).next;
    }

    void breakLine()
    {
        if (m_indent <= 0)
            return;
        m_text += '\n';
        m_text.append(m_indent * std::min(int(m_open.size()), deepestIndent), ' ');
    }

    const Outline &m_outline;
    const int m_indent;
    QByteArray m_text;
    std::vector<qint32> m_open;
};

} // namespace

bool hasPrettyJson(const Outline &outline)
{
    return outline.valid() && !outline.truncated() && !outline.isEmpty();
}

QByteArray prettyJson(const Outline &outline, int indent)
{
    return hasPrettyJson(outline) ? Writer(outline, indent).write() : QByteArray();
}

QByteArray minifiedJson(const Outline &outline)
{
    return prettyJson(outline, 0);
}

} // namespace creel
