// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace creel {

class JsonPointer;

/// One value of a payload: where it stands in the bytes and how it hangs in the tree. 40 bytes, as a payload
/// has many.
struct OutlineNode {
    enum class Kind : quint8 { Object, Array, String, Number, True, False, Null };
    Kind kind = Kind::Null;
    bool repeated = false;    ///< its name stands more than once in its object
    bool closed = true;       ///< false: the document broke off inside it
    bool nameEscaped = false; ///< its name is written with escapes
    qint32 parent = -1;
    qint32 next = -1; ///< next sibling; -1: last
    qint32 firstChild = -1;
    qint32 childCount = 0;
    qint32 place = 0;     ///< position among its siblings, from 0
    qint32 nameFrom = -1; ///< of the member name with its quotes; -1 for array elements and the root
    qint32 nameBytes = 0;
    qint32 valueFrom = 0; ///< of the value's raw bytes
    qint32 valueBytes = 0;
};
static_assert(sizeof(OutlineNode) == 40);

/// The lossless outline of a JSON text: order, repeated names, number text and byte ranges kept; when the
/// text is broken, all that stood before the error. Holds a shallow copy of the bytes. Pure value.
///
/// The grammar is RFC 8259's and nothing else: any depth, numbers of any size, escaped lone surrogates; no
/// byte order mark, no comments, no trailing comma, nothing behind the value, no bytes that are not UTF-8.
class Outline
{
public:
    /// Reads @p bytes (less than 2 GiB) into at most @p maxNodes values. Values beyond that are checked but
    /// have no node: truncated() says so, and valid() still speaks of the whole text.
    static Outline read(const QByteArray &bytes, qsizetype maxNodes = 4'000'000);

    const QByteArray &bytes() const { return m_bytes; }
    const std::vector<OutlineNode> &nodes() const { return m_nodes; }
    bool isEmpty() const { return m_nodes.empty(); }
    const OutlineNode &at(qint32 node) const { return m_nodes[size_t(node)]; }
    bool valid() const { return m_error.isEmpty(); } ///< strictly RFC 8259, one value, nothing behind it
    bool truncated() const { return m_truncated; }
    const QByteArray &error() const { return m_error; } ///< in words; empty when valid
    qint64 errorAt() const { return m_errorAt; }        ///< byte offset of the error; -1

    /// The raw bytes of a value, quotes included; of one that was not closed all that stood before the error.
    QByteArrayView raw(qint32 node) const;
    /// The member name, escapes resolved, UTF-8; empty for elements and the root.
    QByteArray name(qint32 node) const;
    /// A string's text with escapes resolved, UTF-8 (a lone surrogate becomes U+FFFD); the raw text of any
    /// other scalar; empty for containers.
    QByteArray text(qint32 node) const;
    /// The child called @p name (the last one when repeated, as most readers take it); -1 when none.
    qint32 member(qint32 node, QByteArrayView name) const;
    /// The value at an RFC 6901 pointer, e.g. "/data/message_id"; "" is the root; -1 when none.
    qint32 find(QByteArrayView pointer) const;
    /// The same from the value @p from down, with a pointer that was read before.
    qint32 find(const JsonPointer &pointer, qint32 from = 0) const;
    /// The RFC 6901 pointer of a node.
    QByteArray pointer(qint32 node) const;
    /// All values at a filter path, in document order, repeats included; none when @p path is no path (see
    /// path.h).
    std::vector<qint32> select(QByteArrayView path) const;

private:
    qint32 child(qint32 node, QByteArrayView token) const;
    bool isCalled(const OutlineNode &node, QByteArrayView name) const;

    QByteArray m_bytes;
    std::vector<OutlineNode> m_nodes;
    QByteArray m_error;
    qint64 m_errorAt = -1;
    bool m_truncated = false;
};

} // namespace creel
