// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QAbstractTableModel>

namespace creel {

/// The header lines of a draft, to be edited: order and repeats are kept. Each change a person makes is asked
/// for by edited() as the whole list and takes effect when it comes back by setHeaders(), so that the owner
/// can undo it.
class DraftHeadersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };

    explicit DraftHeadersModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setHeaders(const Headers &headers);
    const Headers &headers() const { return m_headers; }

    /// Puts @p lines before row @p row.
    void insert(int row, const Headers &lines);
    void remove(int row, int count);
    /// Moves the line at @p row by @p by places (-1: up).
    void move(int row, int by);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited(const creel::Headers &headers, const QString &what);

private:
    Headers m_headers;
};

} // namespace creel
