// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/outline_model.h"

#include "ui/detail/outline_text.h"
#include "ui/text/text.h"

namespace creel {

using RowKind = OutlineRow::Kind;

namespace {

bool hasRanges(const OutlineNode &node)
{
    return node.childCount > 2 * OutlineModel::rangeSize;
}

qint32 rangesOf(const OutlineNode &node)
{
    return (node.childCount + OutlineModel::rangeSize - 1) / OutlineModel::rangeSize;
}

} // namespace

void OutlineModel::setEvent(std::shared_ptr<const ShownEvent> event)
{
    beginResetModel();
    m_items.clear();
    m_notes.reset();
    m_event = std::move(event);
    if (m_event && !m_event->outline.isEmpty()) {
        m_notes = std::make_unique<PayloadNotes>(m_event);
        m_items.push_back({});
    }
    endResetModel();
}

OutlineRow OutlineModel::at(const QModelIndex &index) const
{
    return item(index).row;
}

PayloadNote OutlineModel::noteAt(const QModelIndex &index) const
{
    const OutlineRow &row = item(index).row;
    switch (row.kind) {
    case RowKind::Value:
        return m_notes->of(row.node);
    case RowKind::Missing:
        return {PayloadNote::Mark::None, safeText(row.missing->about, 300)};
    case RowKind::Range:
        break;
    }
    return {};
}

int OutlineModel::childrenOf(const Item &item) const
{
    switch (item.row.kind) {
    case RowKind::Missing:
        return 0;
    case RowKind::Range:
        return item.row.size;
    case RowKind::Value:
        break;
    }
    const OutlineNode &node = m_event->outline.at(item.row.node);
    return (hasRanges(node) ? rangesOf(node) : node.childCount) + int(m_notes->missing(item.row.node).size());
}

void OutlineModel::append(qint32 parent, OutlineRow row) const
{
    const auto place = qint32(m_items.size()) - m_items[size_t(parent)].firstChild;
    m_items.push_back({row, parent, place, -1});
}

void OutlineModel::makeChildren(qint32 at) const
{
    const OutlineRow row = m_items[size_t(at)].row;
    const Outline &outline = m_event->outline;
    m_items[size_t(at)].firstChild = qint32(m_items.size());
    const OutlineNode &node = outline.at(row.node);
    if (row.kind == RowKind::Range) {
        qint32 child = row.node;
        for (qint32 i = 0; i < row.size; ++i, child = outline.at(child).next)
            append(at, {.kind = RowKind::Value, .node = child});
        return;
    }
    const bool ranges = hasRanges(node);
    qint32 place = 0;
    for (qint32 child = node.firstChild; child >= 0; child = outline.at(child).next, ++place) {
        if (!ranges)
            append(at, {.kind = RowKind::Value, .node = child});
        else if (place % rangeSize == 0)
            append(at, {RowKind::Range, child, place, qMin(rangeSize, node.childCount - place), nullptr});
    }
    for (const FieldInfo *field : m_notes->missing(row.node))
        append(at, {RowKind::Missing, row.node, 0, 0, field});
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    if (item(parent).firstChild < 0)
        makeChildren(qint32(parent.internalId()));
    return createIndex(row, column, quintptr(item(parent).firstChild + row));
}

QModelIndex OutlineModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || item(child).parent < 0)
        return {};
    const qint32 above = item(child).parent;
    return createIndex(m_items[size_t(above)].place, Member, quintptr(above));
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_items.empty() ? 0 : 1;
    return parent.column() == Member ? childrenOf(item(parent)) : 0;
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool OutlineModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QModelIndex OutlineModel::indexOf(qint32 node, int column) const
{
    if (m_items.empty() || node < 0)
        return {};
    std::vector<qint32> path; // from the value up to the root
    for (qint32 at = node; at >= 0; at = m_event->outline.at(at).parent)
        path.push_back(at);
    QModelIndex found = index(0, Member);
    for (auto at = path.rbegin() + 1; at != path.rend(); ++at) {
        const OutlineNode &it = m_event->outline.at(*at);
        const bool ranges = hasRanges(m_event->outline.at(it.parent));
        if (ranges)
            found = index(it.place / rangeSize, Member, found);
        found = index(ranges ? it.place % rangeSize : it.place, Member, found);
    }
    return found.siblingAtColumn(column);
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() ||
        (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    const OutlineRow &row = item(index).row;
    if (role == Qt::ToolTipRole)
        return rowToolTip(m_event->outline, row, noteAt(index).text);
    switch (index.column()) {
    case Member:
        return memberText(m_event->outline, row);
    case Value:
        return valueText(m_event->outline, row);
    case About:
        return noteAt(index).text;
    }
    return {};
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Member:
        return tr("Member");
    case Value:
        return tr("Value");
    case About:
        return tr("What the catalog says");
    }
    return {};
}

} // namespace creel
