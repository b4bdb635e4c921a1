// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QAbstractTableModel>

#include <functional>

namespace creel {

/// The events that share a key, in the order they came. How a copy with other content differs is asked for
/// when its row is first painted, and kept.
class CopiesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Copy, Received, Gap, Reply, Content, Summary, ColumnCount };
    /// How many members of a copy differ from the first one; -1: cannot be told.
    using CountDifferences = std::function<int(EventId copy, EventId first)>;

    explicit CopiesModel(CountDifferences count, QObject *parent = nullptr);

    void setCopies(std::vector<CopyRow> copies, EventId current);
    const CopyRow &at(int row) const { return m_copies[size_t(row)]; }
    int rowOf(EventId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;
    QString contentText(int row) const;
    QVariant color(int row, int column) const;

    CountDifferences m_count;
    std::vector<CopyRow> m_copies;
    EventId m_current{};
    mutable std::vector<std::optional<int>> m_differences;
};

} // namespace creel
