// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/payload_diff.h"

#include <QAbstractTableModel>

namespace creel {

/// What two payloads differ in, a row each: where, before, after.
class DiffModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Pointer, Before, After, ColumnCount };

    explicit DiffModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setDifferences(std::vector<PayloadDifference> differences);
    const PayloadDifference &at(int row) const { return m_differences[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<PayloadDifference> m_differences;
};

} // namespace creel
