// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace creel {

/// Paints an offer of the filter line: what would be typed, and what it means, dim, beside it.
class OfferDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int AboutRole = Qt::UserRole + 1;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace creel
