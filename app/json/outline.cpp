// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline.h"

#include "app/json/outline_reader.h"
#include "app/json/path.h"
#include "app/json/pointer.h"
#include "app/json/text.h"

#include <algorithm>
#include <limits>

namespace creel {

namespace {

constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF";

/// True for the first bytes of a text in UTF-16 or UTF-32: a byte order mark, or every other byte NUL.
bool looksWide(QByteArrayView bytes)
{
    return bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF") ||
           (bytes.size() >= 4 &&
            ((bytes[0] == '\0' && bytes[2] == '\0') || (bytes[1] == '\0' && bytes[3] == '\0')));
}

} // namespace

Outline Outline::read(const QByteArray &bytes, qsizetype maxNodes)
{
    Outline outline;
    outline.m_bytes = bytes;
    if (bytes.size() >= std::numeric_limits<qint32>::max()) {
        outline.m_error = "the text is larger than 2 GiB";
        outline.m_errorAt = 0;
        return outline;
    }
    // Payloads have a value in 16 bytes or so; the bound keeps a huge text of few values from reserving for
    // nothing.
    outline.m_nodes.reserve(size_t(std::min<qsizetype>({bytes.size() / 16 + 4, maxNodes, 65536})));
    const qsizetype markBytes = bytes.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    OutlineReader reader(bytes, markBytes, maxNodes, outline.m_nodes);
    reader.read();
    outline.m_truncated = reader.truncated();
    outline.m_error = reader.error();
    outline.m_errorAt = reader.errorAt();
    if (!outline.valid() && looksWide(bytes)) {
        outline.m_nodes.clear();
        outline.m_error = "UTF-16 or UTF-32, but JSON is to be UTF-8 (RFC 8259 8.1)";
        outline.m_errorAt = 0;
    } else if (outline.valid() && markBytes > 0) {
        outline.m_error = "a byte order mark stands before the value (RFC 8259 8.1 forbids it)";
        outline.m_errorAt = 0;
    }
    return outline;
}

QByteArrayView Outline::raw(qint32 node) const
{
    const auto &value = at(node);
    return QByteArrayView(m_bytes).sliced(value.valueFrom, value.valueBytes);
}

QByteArray Outline::name(qint32 node) const
{
    const auto &value = at(node);
    if (value.nameFrom < 0)
        return {};
    return resolveEscapes(QByteArrayView(m_bytes).sliced(value.nameFrom + 1, value.nameBytes - 2));
}

QByteArray Outline::text(qint32 node) const
{
    switch (at(node).kind) {
    case OutlineNode::Kind::Object:
    case OutlineNode::Kind::Array:
        return {};
    case OutlineNode::Kind::String:
        return resolveEscapes(raw(node).sliced(1).chopped(1));
    default:
        return raw(node).toByteArray();
    }
}

bool Outline::isCalled(const OutlineNode &node, QByteArrayView name) const
{
    if (node.nameFrom < 0 || (!node.nameEscaped && node.nameBytes - 2 != name.size()))
        return false;
    const auto inner = QByteArrayView(m_bytes).sliced(node.nameFrom + 1, node.nameBytes - 2);
    return node.nameEscaped ? resolveEscapes(inner) == name : inner == name;
}

qint32 Outline::member(qint32 node, QByteArrayView name) const
{
    if (at(node).kind != OutlineNode::Kind::Object)
        return -1;
    qint32 found = -1;
    for (qint32 i = at(node).firstChild; i >= 0; i = at(i).next) {
        if (!isCalled(at(i), name))
            continue;
        found = i;
        if (!at(i).repeated)
            break;
    }
    return found;
}

qint32 Outline::child(qint32 node, QByteArrayView token) const
{
    if (at(node).kind != OutlineNode::Kind::Array)
        return member(node, token);
    const auto index = arrayIndex(token);
    if (index < 0 || index >= at(node).childCount)
        return -1;
    qint32 found = at(node).firstChild;
    while (at(found).place != index)
        found = at(found).next;
    return found;
}

qint32 Outline::find(QByteArrayView pointer) const
{
    const auto parsed = JsonPointer::parse(pointer);
    return parsed ? find(*parsed) : -1;
}

qint32 Outline::find(const JsonPointer &pointer, qint32 from) const
{
    qint32 node = isEmpty() ? -1 : from;
    for (const auto &token : pointer.tokens()) {
        if (node < 0)
            break;
        node = child(node, token);
    }
    return node;
}

QByteArray Outline::pointer(qint32 node) const
{
    std::vector<qint32> chain;
    for (; node >= 0 && at(node).parent >= 0; node = at(node).parent)
        chain.push_back(node);
    QByteArray text;
    std::for_each(chain.rbegin(), chain.rend(), [&](qint32 i) {
        text += '/';
        text += at(i).nameFrom >= 0 ? pointerToken(name(i)) : QByteArray::number(at(i).place);
    });
    return text;
}

std::vector<qint32> Outline::select(QByteArrayView path) const
{
    const auto steps = parsePath(path);
    if (!steps || isEmpty())
        return {};
    std::vector<qint32> found{0};
    for (const auto &step : *steps) {
        std::vector<qint32> next;
        for (const auto node : found) {
            const bool array = at(node).kind == OutlineNode::Kind::Array;
            for (qint32 i = at(node).firstChild; i >= 0; i = at(i).next) {
                if (step.any || (array ? at(i).place == step.index : isCalled(at(i), step.name)))
                    next.push_back(i);
            }
        }
        found = std::move(next);
    }
    return found;
}

} // namespace creel
