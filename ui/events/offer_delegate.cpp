// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/offer_delegate.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace creel {

void OfferDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto &colors = theme();
    painter->save();
    const bool chosen = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
    painter->fillRect(option.rect, chosen ? colors.selection : colors.background);
    const auto about = index.data(AboutRole).toString();
    auto room = option.rect.adjusted(grid(10), 0, -grid(10), 0);
    painter->setFont(font(FontRole::Mono));
    painter->setPen(colors.text);
    const auto metrics = painter->fontMetrics();
    const auto text = safeText(index.data().toString(), 200);
    painter->drawText(
        room, Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(text, Qt::ElideMiddle, about.isEmpty() ? room.width() : room.width() / 2));
    room.setLeft(room.left() + std::max(grid(120), metrics.horizontalAdvance(text) + grid(16)));
    painter->setFont(font(FontRole::Secondary));
    painter->setPen(colors.dim);
    painter->drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(about, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize OfferDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {grid(200), grid(26)};
}

} // namespace creel
