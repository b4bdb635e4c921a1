// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_table_model.h"

#include "ui/events/row_words.h"

#include <algorithm>

namespace creel {

EventTableModel::EventTableModel(const EventList &events, QObject *parent)
    : QAbstractTableModel(parent)
    , m_events(events)
{
}

void EventTableModel::setRows(std::vector<quint32> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void EventTableModel::append(std::span<const quint32> rows)
{
    if (rows.empty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void EventTableModel::endDrop(size_t count)
{
    std::erase_if(m_rows, [count](quint32 row) { return row < count; });
    for (auto &row : m_rows)
        row -= quint32(count);
    endResetModel();
}

void EventTableModel::refresh()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, creel::columnCount - 1));
}

int EventTableModel::rowOf(EventId id) const
{
    const auto wanted = m_events.rowOf(id);
    if (wanted < 0)
        return -1;
    // As they came, mostly; then the place is found by halving.
    const auto row = quint32(wanted);
    const auto near = std::ranges::lower_bound(m_rows, row);
    if (near != m_rows.end() && *near == row)
        return int(near - m_rows.begin());
    const auto found = std::ranges::find(m_rows, row);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

std::vector<int> EventTableModel::rowsOf(std::span<const EventId> ids) const
{
    std::vector<bool> wanted(m_events.size());
    size_t count = 0;
    for (const auto id : ids) {
        if (const auto row = m_events.rowOf(id); row >= 0 && !wanted[size_t(row)]) {
            wanted[size_t(row)] = true;
            ++count;
        }
    }
    std::vector<int> rows;
    for (size_t i = 0; i < m_rows.size() && rows.size() < count; ++i) {
        if (m_rows[i] < wanted.size() && wanted[m_rows[i]])
            rows.push_back(int(i));
    }
    return rows;
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : creel::columnCount;
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    // A view may ask for a row once more after the list under it was emptied.
    if (!index.isValid() || size_t(index.row()) >= m_rows.size() ||
        m_rows[size_t(index.row())] >= m_events.size())
        return {};
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_events, at(index.row()), column);
    case Qt::AccessibleTextRole:
        return cellWords(m_events, at(index.row()), column);
    case Qt::ToolTipRole:
        return cellToolTip(m_events, at(index.row()), column);
    case Qt::TextAlignmentRole:
        return int((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= creel::columnCount)
        return {};
    const auto column = Column(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return columnName(column);
    case Qt::TextAlignmentRole:
        return int((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace creel
