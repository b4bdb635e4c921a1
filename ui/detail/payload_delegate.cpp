// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_delegate.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace creel {

namespace {

using Kind = OutlineNode::Kind;

QColor valueColor(Kind kind)
{
    switch (kind) {
    case Kind::String:
        return theme().string;
    case Kind::Number:
    case Kind::True:
    case Kind::False:
        return theme().number;
    case Kind::Null:
        return theme().dim;
    case Kind::Object:
    case Kind::Array:
        break;
    }
    return theme().text;
}

QColor colorOf(const OutlineModel &model, const QModelIndex &index)
{
    const OutlineRow row = model.at(index);
    if (index.column() == OutlineModel::About || row.kind != OutlineRow::Kind::Value)
        return theme().dim;
    const OutlineNode &node = model.event()->outline.at(row.node);
    if (index.column() == OutlineModel::Value)
        return valueColor(node.kind);
    if (node.repeated)
        return theme().warning;
    return node.nameFrom < 0 && node.parent >= 0 ? theme().dim : theme().member;
}

QFont fontOf(const QModelIndex &index)
{
    return font(index.column() == OutlineModel::About ? FontRole::Secondary : FontRole::MonoSecondary);
}

/// The names stand behind their chevrons, which the tree draws so much further in.
int insetOf(const QModelIndex &index)
{
    return index.column() == OutlineModel::Member ? 4 + PayloadDelegate::branchInset : 4;
}

int diamondWidth(const OutlineModel &model, const QModelIndex &index)
{
    const bool marked =
        index.column() == OutlineModel::About && model.noteAt(index).mark != PayloadNote::Mark::None;
    return marked ? grid(16) : 0;
}

void drawDiamond(QPainter *painter, const QRect &rect)
{
    const qreal half = grid(9) / 2.0;
    const QPointF center(rect.left() + half, rect.center().y() + 0.5);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().warning);
    painter->drawPolygon(QPolygonF{center + QPointF(0, -half), center + QPointF(half, 0),
                                   center + QPointF(0, half), center + QPointF(-half, 0)});
}

} // namespace

void PayloadDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const OutlineModel *>(index.model());
    QStyleOptionViewItem plain(option);
    plain.features = QStyleOptionViewItem::None;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &plain, painter, option.widget);
    if (!model)
        return;
    painter->save();
    QRect rect = option.rect.adjusted(grid(insetOf(index)), 0, -grid(8), 0);
    if (const int width = diamondWidth(*model, index)) {
        drawDiamond(painter, rect);
        rect.setLeft(rect.left() + width);
    }
    painter->setFont(fontOf(index));
    painter->setPen(colorOf(*model, index));
    const QString text = index.data().toString();
    painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    painter->restore();
}

QSize PayloadDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const OutlineModel *>(index.model());
    const QString text = index.data().toString().left(200);
    const int mark = model ? diamondWidth(*model, index) : 0;
    return {QFontMetrics(fontOf(index)).horizontalAdvance(text) + mark + grid(insetOf(index) + 10), grid(26)};
}

} // namespace creel
