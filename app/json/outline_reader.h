// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"
#include "app/json/token_reader.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace creel {

/// Reads one JSON text into outline nodes in a single pass without recursion: any depth costs heap only.
/// Pure.
///
/// Our own instead of a library's SAX events, as the outline needs what those do not tell: the exact byte
/// range of every name and value, the error's byte and its words, and texts that the grammar of RFC 8259
/// allows but parsers refuse (1e400, an escaped lone surrogate).
class OutlineReader
{
public:
    /// Starts at byte @p from of @p text and makes at most @p maxNodes nodes.
    OutlineReader(QByteArrayView text, qsizetype from, qsizetype maxNodes, std::vector<OutlineNode> &nodes);
    void read();

    bool truncated() const { return m_truncated; }
    const QByteArray &error() const { return m_tokens.error(); }
    qint64 errorAt() const { return m_tokens.errorAt(); }

private:
    /// What may come next.
    enum class Step { Value, FirstElement, Name, FirstName, Behind, Failed };

    Step take(Step step);
    Step value();
    Step member();
    Step behind();

    Step open(OutlineNode::Kind kind);
    Step close();
    qint32 add(OutlineNode::Kind kind, qint32 from);
    void leave(OutlineNode &node, bool closed);

    bool inObject() const;
    bool atTop() const { return m_open < 0 && m_skipped.empty(); }

    QByteArrayView m_text;
    TokenReader m_tokens;
    qsizetype m_maxNodes;
    std::vector<OutlineNode> &m_nodes;
    qint32 m_open = -1; ///< innermost open container that has a node; its `next` is its last child so far
    std::vector<bool> m_skipped; ///< open containers without a node: true for objects
    qint32 m_nameFrom = -1;      ///< of the name whose value comes next; -1: none
    qint32 m_nameBytes = 0;
    bool m_nameEscaped = false;
    bool m_truncated = false;
};

/// Sets OutlineNode::repeated on the members of @p object whose name stands more than once in it. O(n log n).
void markRepeats(QByteArrayView text, std::vector<OutlineNode> &nodes, const OutlineNode &object);

} // namespace creel
