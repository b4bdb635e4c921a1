// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/outline_model.h"

#include <QStyledItemDelegate>

namespace creel {

/// Paints the rows of the payload tree: names and values in the mono family, coloured by kind, what the
/// catalog says dim beside them, and a diamond before what deserves a look. The meaning is always in the
/// words too.
class PayloadDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// By how much the chevrons stand in from the edge, so that they begin where all else does; on the
    /// design's grid.
    static constexpr int branchInset = 6;
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace creel
