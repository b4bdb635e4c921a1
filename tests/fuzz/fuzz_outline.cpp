// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON text. The outline must be a tree over the bytes whatever they are, the same tree as far as it goes
// with fewer nodes, and the ranges of a valid text must make up all of it but syntax.
#include "app/json/outline.h"
#include "app/json/path.h"
#include "tests/fuzz/fuzz_check.h"

#include <algorithm>

using namespace creel;
using namespace creel::test;

namespace {

qint32 endOf(const OutlineNode &node)
{
    return node.valueFrom + node.valueBytes;
}

/// True when no name on the way to @p node is repeated: then its pointer means it alone.
bool isUnique(const Outline &outline, qint32 node)
{
    while (node >= 0 && !outline.at(node).repeated)
        node = outline.at(node).parent;
    return node < 0;
}

void checkNode(const Outline &outline, qint32 node)
{
    const auto &at = outline.at(node);
    const auto story = [&outline] { return outline.bytes(); };
    check(at.valueFrom >= 0 && at.valueBytes > 0 && endOf(at) <= outline.bytes().size(),
          "a value is inside the text", story);
    check(at.parent < node && (at.parent >= 0) == (node > 0), "a parent comes before its children", story);
    check(at.next < 0 || (at.next > node && outline.at(at.next).parent == at.parent),
          "a sibling comes behind", story);
    check(outline.text(node).isValidUtf8() && outline.name(node).isValidUtf8(), "texts are UTF-8", story);
    if (node > 0) {
        const auto &parent = outline.at(at.parent);
        check(at.valueFrom > parent.valueFrom && endOf(at) <= endOf(parent), "a child is inside its parent",
              story);
        check((at.nameFrom >= 0) == (parent.kind == OutlineNode::Kind::Object), "members have names", story);
    }
    const auto raw = outline.raw(node);
    if (at.closed && at.kind == OutlineNode::Kind::Object)
        check(raw.startsWith('{') && raw.endsWith('}'), "an object has its braces", story);
    if (at.kind == OutlineNode::Kind::String)
        check(raw.size() >= 2 && raw.startsWith('"') && raw.endsWith('"'), "a string has its quotes", story);
    if (isUnique(outline, node) && outline.nodes().size() < 200) // looking each up is quadratic
        check(outline.find(outline.pointer(node)) == node, "a pointer leads to its node", story);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto outline = Outline::read(bytes);
    const auto story = [&bytes] { return bytes; };
    check(outline.valid() == (outline.errorAt() < 0) && outline.errorAt() <= bytes.size(),
          "an error has a place", story);
    for (qint32 node = 0; node < qint32(outline.nodes().size()); ++node)
        checkNode(outline, node);
    if (outline.valid())
        check(Outline::read(outline.raw(0).toByteArray()).valid(), "a valid value stays valid alone", story);

    const auto few = Outline::read(bytes, 5);
    check(few.valid() == outline.valid() && few.errorAt() == outline.errorAt(), "the verdict needs no nodes",
          story);
    check(few.truncated() == (outline.nodes().size() > 5), "what has no node is said", story);

    const auto path = QByteArrayView(bytes).first(std::min<qsizetype>(bytes.size(), 32));
    check(outline.select(path).empty() || parsePath(path), "only a path selects", story);
    return 0;
}
