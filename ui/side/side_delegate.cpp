// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/side_delegate.h"

#include "ui/side/side_model.h"
#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace creel {

namespace {

constexpr int rowHeight = 28;
constexpr int headingHeight = 30;

QColor inkOf(const SideRow &row)
{
    if (row.kind != SideRow::Kind::Verdict)
        return theme().text;
    if (row.value == "conflict" || row.value == "true")
        return theme().bad;
    return row.value == "retry" ? theme().warning : theme().text;
}

} // namespace

QSize SideDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto &row = static_cast<const SideModel *>(index.model())->at(index.row());
    return {grid(160), grid(row.kind == SideRow::Kind::Heading ? headingHeight : rowHeight)};
}

void SideDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto &row = static_cast<const SideModel *>(index.model())->at(index.row());
    painter->save();
    QRect line = option.rect.adjusted(grid(8), 0, -grid(8), 0);
    if (row.kind == SideRow::Kind::Heading) {
        painter->setFont(semibold(FontRole::Caption));
        painter->setPen(theme().dim);
        painter->drawText(line.adjusted(grid(8), grid(6), 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.text);
        painter->restore();
        return;
    }
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRect plate = line.adjusted(0, grid(1), 0, -grid(1));
    if (row.state == TermState::Included)
        fillRounded(painter, plate, grid(6), theme().selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        fillRounded(painter, plate, grid(6), theme().hover);
    if (focused)
        drawFocusRing(painter, plate, grid(6));

    line.adjust(grid(8), 0, -grid(8), 0);
    const QString count = row.count < 0 ? QString() : countText(row.count);
    painter->setFont(font(FontRole::Secondary));
    const int countWidth = count.isEmpty() ? 0 : digitsWidth(painter->font(), count) + grid(8);
    painter->setPen(theme().dim);
    drawDigits(painter, line, count);

    if (row.kind == SideRow::Kind::Type)
        line.setLeft(drawTypeSquare(painter, line, typeColor(row.value)));
    QFont name = font(FontRole::Base);
    name.setStrikeOut(row.state == TermState::Excluded);
    painter->setFont(name);
    painter->setPen(row.state == TermState::Excluded ? theme().dim : inkOf(row));
    line.setRight(line.right() - countWidth);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(row.text, Qt::ElideRight, line.width()));
    painter->restore();
}

} // namespace creel
