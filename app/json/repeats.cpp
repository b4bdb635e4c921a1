// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline_reader.h"
#include "app/json/text.h"

#include <algorithm>
#include <deque>

namespace creel {

namespace {

/// Names in an order that finds equals fast: by length first, so that most comparisons look at no byte.
struct Name {
    QByteArrayView text;
    qint32 node;

    bool operator<(const Name &other) const
    {
        return text.size() != other.text.size() ? text.size() < other.text.size() : text < other.text;
    }
};

QByteArrayView inner(QByteArrayView text, const OutlineNode &node)
{
    return text.sliced(node.nameFrom + 1, node.nameBytes - 2);
}

/// A handful of plain names, as nearly every object has: comparing each with each beats any table.
void markFew(QByteArrayView text, std::vector<OutlineNode> &nodes, qint32 first)
{
    for (qint32 i = first; i >= 0; i = nodes[size_t(i)].next) {
        const auto name = inner(text, nodes[size_t(i)]);
        for (qint32 j = nodes[size_t(i)].next; j >= 0; j = nodes[size_t(j)].next) {
            if (nodes[size_t(j)].nameBytes - 2 == name.size() && inner(text, nodes[size_t(j)]) == name)
                nodes[size_t(i)].repeated = nodes[size_t(j)].repeated = true;
        }
    }
}

} // namespace

void markRepeats(QByteArrayView text, std::vector<OutlineNode> &nodes, const OutlineNode &object)
{
    const auto first = object.firstChild;
    const auto count = object.childCount;
    bool escaped = false;
    for (qint32 i = first; i >= 0; i = nodes[size_t(i)].next)
        escaped |= nodes[size_t(i)].nameEscaped;
    if (count <= 16 && !escaped)
        return markFew(text, nodes, first);

    std::vector<Name> names;
    std::deque<QByteArray> resolved; // keeps what the views of escaped names look at
    names.reserve(size_t(count));
    for (qint32 i = first; i >= 0; i = nodes[size_t(i)].next) {
        auto name = inner(text, nodes[size_t(i)]);
        if (nodes[size_t(i)].nameEscaped)
            name = resolved.emplace_back(resolveEscapes(name));
        names.push_back({name, i});
    }
    std::ranges::sort(names, std::less<>{});
    for (size_t i = 1; i < names.size(); ++i) {
        if (names[i - 1].text == names[i].text)
            nodes[size_t(names[i - 1].node)].repeated = nodes[size_t(names[i].node)].repeated = true;
    }
}

} // namespace creel
