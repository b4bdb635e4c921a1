// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/events/columns.h"

#include <QStyledItemDelegate>

namespace creel {

class EventTableModel;
struct EventSummary;

/// Paints the cells of the event table straight from the rows, without a QVariant a cell.
class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// The delegate of views of @p model.
    explicit EventDelegate(const EventTableModel *model, QObject *parent = nullptr);

    /// The row under the mouse, lit as a whole; -1: none.
    void setHoveredRow(int row) { m_hoveredRow = row; }
    int hoveredRow() const { return m_hoveredRow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintCell(QPainter *painter, const QRect &rect, const EventSummary &row, Column column) const;
    void paintCopies(QPainter *painter, const QRect &rect, const EventSummary &row) const;
    void paintReply(QPainter *painter, const QRect &rect, const EventSummary &row) const;

    const EventTableModel *m_model;
    int m_hoveredRow = -1;
};

} // namespace creel
