// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace creel {

/// Rows of the small lists of the pane: one height, text elided, font and colour from the model, and the
/// model's colour also where a row is selected.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// From which character on the text is dim; none: nowhere.
    static constexpr int dimFromRole = Qt::UserRole + 1;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace creel
