// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace creel::look {

using namespace Qt::StringLiterals;

void drawHeaderSection(const QStyleOptionHeader &option, QPainter *painter)
{
    const auto &colors = theme();
    const bool over = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    painter->fillRect(option.rect, over ? mixed(colors.panel, colors.line, 0.5) : colors.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
}

void drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter)
{
    const auto &colors = theme();
    painter->save();
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    painter->setFont(font(FontRole::Secondary));
    painter->setPen(sorted ? colors.text : colors.dim);
    const bool first = option.position == QStyleOptionHeader::Beginning ||
                       option.position == QStyleOptionHeader::OnlyOneSection;
    const bool right = option.textAlignment & Qt::AlignRight;
    const auto rect = option.rect.adjusted(grid(first && !right ? firstInset : 8), 0, -grid(8), 0);
    const int mark = sorted ? grid(16) : 0;
    const auto words = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width() - mark);
    const int width = painter->fontMetrics().horizontalAdvance(words);
    const int x = right ? rect.right() + 1 - width : rect.left();
    painter->drawText(QRect(x, rect.top(), width + 1, rect.height()), Qt::AlignVCenter, words);
    if (sorted) {
        const QRect box(right ? x - mark : x + width, rect.top(), mark, rect.height());
        // Qt calls ascending order SortDown.
        const bool ascending = option.sortIndicator == QStyleOptionHeader::SortDown;
        drawGlyph(painter, ascending ? u"chevron-up"_s : u"chevron-down"_s, box, colors.text, grid(12));
    }
    painter->restore();
}

void drawItemPanel(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    const auto &colors = theme();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))
        painter->fillRect(option.rect, colors.hover);
    if (selected && option.rect.left() <= 0 && widget && widget->hasFocus())
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), grid(3), option.rect.height()),
                          colors.accent);
}

void drawBranch(const QStyleOption &option, QPainter *painter)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const bool open = option.state & QStyle::State_Open;
    const bool over = option.state & QStyle::State_MouseOver;
    drawGlyph(painter, open ? u"chevron-down"_s : u"chevron-right"_s, option.rect,
              over ? theme().text : theme().dim, std::min(grid(14), option.rect.width()));
}

void drawTab(const QStyleOptionTab &option, QPainter *painter)
{
    const auto &colors = theme();
    const auto rect = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colors.accent);
}

namespace {

QFont tabFont(bool selected)
{
    return selected ? semibold(FontRole::Base) : font(FontRole::Base);
}

} // namespace

void drawTabLabel(const QStyleOptionTab &option, QPainter *painter)
{
    const auto &colors = theme();
    const bool selected = option.state & QStyle::State_Selected;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool over = enabled && (option.state & QStyle::State_MouseOver);
    painter->save();
    painter->setFont(tabFont(selected));
    painter->setPen(selected || over ? colors.text : colors.dim);
    painter->drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option.text);
    painter->restore();
    if (option.state & QStyle::State_HasFocus)
        drawFocusRing(painter, option.rect.adjusted(2, 4, -2, -4), grid(6));
}

QSize tabSize(const QStyleOptionTab &option)
{
    const QFontMetrics metrics(tabFont(true));
    return {metrics.size(Qt::TextShowMnemonic, option.text).width() + 2 * grid(12), grid(34)};
}

void drawProgress(const QStyleOptionProgressBar &option, QPainter *painter)
{
    const auto &colors = theme();
    const qreal height = grid(4);
    QRectF groove(option.rect.left(), option.rect.center().y() - height / 2 + 0.5, option.rect.width(),
                  height);
    fillRounded(painter, groove, height / 2, colors.line);
    const qreal span = option.maximum - option.minimum;
    if (span <= 0)
        return;
    groove.setWidth(
        std::clamp(groove.width() * (option.progress - option.minimum) / span, height, groove.width()));
    fillRounded(painter, groove, height / 2, colors.accent);
}

} // namespace creel::look
