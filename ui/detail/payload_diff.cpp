// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_diff.h"

#include <QHash>

#include <utility>

namespace creel {

namespace {

using Kind = OutlineNode::Kind;
using Side = PayloadDifference::Kind;

/// A member's name and which of the repeats of that name it is; for elements the index alone.
using MemberId = std::pair<QByteArray, int>;

/// The children of a container in order, each with what identifies it.
std::vector<std::pair<MemberId, qint32>> children(const Outline &outline, qint32 container)
{
    std::vector<std::pair<MemberId, qint32>> list;
    list.reserve(size_t(outline.at(container).childCount));
    QHash<QByteArray, int> turns;
    for (qint32 node = outline.at(container).firstChild; node >= 0; node = outline.at(node).next) {
        if (outline.at(container).kind == Kind::Array) {
            list.push_back({{QByteArray(), outline.at(node).place}, node});
            continue;
        }
        const QByteArray name = outline.name(node);
        list.push_back({{name, turns[name]++}, node});
    }
    return list;
}

class Comparison
{
public:
    Comparison(const Outline &before, const Outline &after, size_t most)
        : m_before(before)
        , m_after(after)
        , m_most(most)
    {
    }

    PayloadDiff run()
    {
        m_diff.sameBytes = m_before.bytes() == m_after.bytes();
        if (m_diff.sameBytes)
            return std::move(m_diff);
        if (m_before.isEmpty() != m_after.isEmpty())
            note(m_before.isEmpty() ? Side::Added : Side::Removed, 0);
        else if (!m_before.isEmpty())
            m_pairs.push_back({0, 0});
        while (!m_pairs.empty() && !m_diff.more) {
            const auto [before, after] = m_pairs.back();
            m_pairs.pop_back();
            compare(before, after);
        }
        return std::move(m_diff);
    }

private:
    void compare(qint32 before, qint32 after)
    {
        if (after < 0)
            return note(Side::Removed, before);
        if (before < 0)
            return note(Side::Added, after);
        const Kind kind = m_before.at(before).kind;
        if (kind != m_after.at(after).kind)
            return note(Side::Changed, before, after);
        if (kind == Kind::Object || kind == Kind::Array)
            return descend(before, after);
        if (m_before.raw(before) != m_after.raw(after) && m_before.text(before) != m_after.text(after))
            note(Side::Changed, before, after);
    }

    /// Pushes the pairs of children so that they are taken in order.
    void descend(qint32 before, qint32 after)
    {
        const auto old = children(m_before, before);
        const auto fresh = children(m_after, after);
        QHash<MemberId, qint32> left;
        for (const auto &[id, node] : fresh)
            left.insert(id, node);
        std::vector<std::pair<qint32, qint32>> pairs;
        for (const auto &[id, node] : old) {
            const auto found = left.constFind(id);
            pairs.push_back({node, found == left.cend() ? -1 : *found});
            left.remove(id);
        }
        for (const auto &[id, node] : fresh) {
            if (left.contains(id))
                pairs.push_back({-1, node});
        }
        m_pairs.insert(m_pairs.end(), pairs.rbegin(), pairs.rend());
    }

    void note(Side kind, qint32 node, qint32 other = -1)
    {
        if (m_diff.differences.size() >= m_most) {
            m_diff.more = true;
            return;
        }
        const Outline &owner = kind == Side::Added ? m_after : m_before;
        PayloadDifference it{kind, owner.pointer(node), {}, {}};
        (kind == Side::Added ? it.after : it.before) = cut(owner.raw(node));
        if (other >= 0)
            it.after = cut(m_after.raw(other));
        m_diff.differences.push_back(std::move(it));
    }

    static QByteArray cut(QByteArrayView raw)
    {
        return raw.first(qMin(raw.size(), qsizetype(4096))).toByteArray();
    }

    const Outline &m_before;
    const Outline &m_after;
    const size_t m_most;
    PayloadDiff m_diff;
    std::vector<std::pair<qint32, qint32>> m_pairs;
};

} // namespace

PayloadDiff comparePayloads(const Outline &before, const Outline &after, size_t most)
{
    return Comparison(before, after, most).run();
}

} // namespace creel
