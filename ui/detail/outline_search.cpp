// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/outline_search.h"

#include <algorithm>

namespace creel {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

} // namespace

OutlineSearch::OutlineSearch(const Outline *outline, const QString &needle)
    : m_outline(needle.isEmpty() ? nullptr : outline)
    , m_needle(needle)
    , m_bytes(needle.toLower().toUtf8())
    , m_ascii(std::all_of(needle.begin(), needle.end(), [](QChar c) { return c.unicode() < 128; }))
{
}

bool OutlineSearch::finished() const
{
    return !m_outline || size_t(m_next) >= m_outline->nodes().size();
}

bool OutlineSearch::advance(qint32 nodes)
{
    if (finished())
        return false;
    const auto end = qint32(std::min<qint64>(qint64(m_outline->nodes().size()), qint64(m_next) + nodes));
    for (; m_next < end; ++m_next) {
        if (matches(m_next))
            m_matches.push_back(m_next);
    }
    return !finished();
}

bool OutlineSearch::matches(qint32 node) const
{
    const OutlineNode &it = m_outline->at(node);
    const QByteArrayView all(m_outline->bytes());
    if (it.nameFrom >= 0) {
        const QByteArrayView name = all.sliced(it.nameFrom, it.nameBytes);
        if (name.contains('\\') ? contains(m_outline->name(node)) : contains(name.sliced(1, name.size() - 2)))
            return true;
    }
    if (it.kind == OutlineNode::Kind::Object || it.kind == OutlineNode::Kind::Array)
        return false;
    const QByteArrayView raw = m_outline->raw(node);
    return it.kind == OutlineNode::Kind::String ? contains(m_outline->text(node)) : contains(raw);
}

bool OutlineSearch::contains(QByteArrayView text) const
{
    if (!m_ascii)
        return QString::fromUtf8(text).contains(m_needle, Qt::CaseInsensitive);
    const auto same = [](char a, char b) { return lower(a) == b; };
    return std::search(text.begin(), text.end(), m_bytes.begin(), m_bytes.end(), same) != text.end();
}

} // namespace creel
