// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QAbstractTableModel>

namespace creel {

/// Names with values in order, repeats kept: header lines, the fields of a form. Read-only.
class FieldsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };

    explicit FieldsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    /// The last @p trailers of @p fields came behind the body.
    void setFields(Headers fields, int trailers = 0);
    const Header &at(int row) const { return m_fields[size_t(row)]; }
    const Headers &fields() const { return m_fields; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString toolTip(int row) const;

    Headers m_fields;
    int m_trailers = 0;
};

} // namespace creel
