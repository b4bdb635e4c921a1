// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/row_delegate.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace creel {

namespace {

QFont fontOf(const QModelIndex &index)
{
    const QVariant own = index.data(Qt::FontRole);
    return own.isValid() ? own.value<QFont>() : creel::font(FontRole::Secondary);
}

void drawWords(QPainter *painter, const QRect &rect, const QString &text, qsizetype dimFrom)
{
    constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine;
    const QString plain = text.left(dimFrom);
    painter->drawText(rect, flags, plain);
    painter->setPen(theme().dim);
    painter->drawText(rect.adjusted(painter->fontMetrics().horizontalAdvance(plain), 0, 0, 0), flags,
                      text.sliced(plain.size()));
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain(option);
    plain.features = QStyleOptionViewItem::None;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &plain, painter, option.widget);
    const QVariant color = index.data(Qt::ForegroundRole);
    const auto align = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QRect rect = option.rect.adjusted(grid(index.column() == 0 ? firstInset : 8), 0, -grid(8), 0);
    painter->save();
    painter->setFont(fontOf(index));
    painter->setPen(color.isValid() ? color.value<QColor>() : theme().text);
    const QString text =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width());
    const QVariant dimFrom = index.data(dimFromRole);
    if (align & Qt::AlignRight)
        drawDigits(painter, rect, text);
    else
        drawWords(painter, rect, text, dimFrom.isValid() ? dimFrom.toInt() : text.size());
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int width = QFontMetrics(fontOf(index)).horizontalAdvance(index.data().toString().left(200));
    return {width + grid(index.column() == 0 ? firstInset + 10 : 18), grid(26)};
}

} // namespace creel
