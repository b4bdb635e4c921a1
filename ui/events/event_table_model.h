// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"
#include "ui/events/columns.h"

#include <QAbstractTableModel>

#include <span>
#include <vector>

namespace creel {

/// The rows of the event table: numbers of rows of an EventList, in the order they are shown. Which ones and
/// in what order is RowFeed's work. Holds no texts: they are made when a row is painted or spoken.
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// @p events outlives the model.
    explicit EventTableModel(const EventList &events, QObject *parent = nullptr);

    /// Other rows: one reset, whatever changed.
    void setRows(std::vector<quint32> rows);
    /// More rows at the end.
    void append(std::span<const quint32> rows);
    /// The first rows of the list go: begun while they are there, ended when the others have moved up by
    /// @p count.
    void beginDrop() { beginResetModel(); }
    void endDrop(size_t count);
    /// What the rows say has changed (notes, copies, replies, the zone); which rows they are has not.
    void refresh();

    const std::vector<quint32> &rows() const { return m_rows; }
    const EventList &events() const { return m_events; }
    const EventSummary &at(int row) const { return m_events.at(m_rows[size_t(row)]); }
    /// Where @p id is shown; -1 when it is not.
    int rowOf(EventId id) const;
    /// Where those of @p ids that are shown are, ascending: in one pass, however the rows are sorted.
    std::vector<int> rowsOf(std::span<const EventId> ids) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const EventList &m_events;
    std::vector<quint32> m_rows;
};

} // namespace creel
