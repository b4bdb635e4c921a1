// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace creel::look {

using namespace Qt::StringLiterals;

int headRoom(const QStyleOptionSlider &option, const QWidget *widget)
{
    if (option.orientation == Qt::Horizontal || !widget || !widget->parentWidget())
        return 0;
    const QWidget *view = widget->parentWidget()->parentWidget(); // over the scroll bar's container
    const QHeaderView *header = nullptr;
    if (const auto *table = qobject_cast<const QTableView *>(view))
        header = table->horizontalHeader();
    else if (const auto *tree = qobject_cast<const QTreeView *>(view))
        header = tree->header();
    return header && header->isVisible() ? header->height() : 0;
}

QColor groundUnder(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (const auto *view = qobject_cast<const QAbstractScrollArea *>(widget))
            return view->palette().color(view->viewport()->backgroundRole());
    }
    return theme().background;
}

void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget,
                   const QRect &handle)
{
    const auto &colors = theme();
    painter->fillRect(option.rect, groundUnder(widget));
    if (const int head = headRoom(option, widget); head > 0) { // the header's line goes on above the bar
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), head),
                          colors.panel);
        painter->fillRect(QRect(option.rect.left(), option.rect.top() + head - 1, option.rect.width(), 1),
                          colors.line);
    }
    if (option.minimum == option.maximum)
        return;
    const bool active = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int thick = active ? grid(7) : grid(5);
    QRectF bar(handle);
    if (option.orientation == Qt::Horizontal) {
        bar.setTop(bar.top() + (bar.height() - thick) / 2);
        bar.setHeight(thick);
    } else {
        bar.setLeft(bar.left() + (bar.width() - thick) / 2);
        bar.setWidth(thick);
    }
    fillRounded(painter, bar, thick / 2.0, mixed(colors.background, colors.dim, active ? 1 : 0.72));
}

void drawMenuPanel(const QRect &rect, QPainter *painter)
{
    painter->fillRect(rect, theme().background);
    painter->setPen(mixed(theme().line, theme().dim, theme().dark ? 0.2 : 0.15));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0, 0, -1, -1));
}

namespace {

constexpr int itemHeight = 28;
constexpr int side = 10;    ///< room left and right of an item's words
constexpr int marks = 24;   ///< room of a check mark or an icon before the words
constexpr int between = 28; ///< words and their shortcut

} // namespace

void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const auto &colors = theme();
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = option.rect.center().y();
        if (option.text.isEmpty()) {
            painter->fillRect(QRect(option.rect.left(), y, option.rect.width(), 1), colors.line);
        } else {
            painter->setFont(semibold(FontRole::Caption));
            painter->setPen(colors.dim);
            painter->drawText(option.rect.adjusted(grid(side), 0, 0, 0), Qt::AlignVCenter, option.text);
        }
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (enabled && (option.state & QStyle::State_Selected))
        fillRounded(painter, option.rect.adjusted(grid(4), 1, -grid(4), -1), grid(6), colors.selection);
    painter->save();
    auto inner = option.rect.adjusted(grid(side), 0, -grid(side), 0);
    const QRect mark(inner.left(), inner.top(), grid(16), inner.height());
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        if (option.checked)
            drawGlyph(painter, u"check"_s, mark, enabled ? colors.accent : colors.dim, grid(15));
    } else if (!option.icon.isNull()) {
        const QRect box(mark.left(), mark.center().y() - grid(8) + 1, grid(16), grid(16));
        option.icon.paint(painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    if (option.maxIconWidth > 0 || option.menuHasCheckableItems)
        inner.setLeft(inner.left() + grid(marks));
    const auto tab = option.text.indexOf(u'\t');
    painter->setFont(option.font);
    painter->setPen(enabled ? colors.text : colors.dim);
    painter->drawText(inner, Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter->setFont(font(FontRole::Secondary));
        painter->setPen(colors.dim);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                          option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect box(inner.right() - grid(14), inner.top(), grid(14), inner.height());
        drawGlyph(painter, u"chevron-right"_s, box, colors.dim, grid(14));
    }
    painter->restore();
}

QSize menuItemSize(const QStyleOptionMenuItem &option, QSize contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), option.text.isEmpty() ? grid(9) : grid(24)};
    const auto tab = option.text.indexOf(u'\t');
    const QFontMetrics words(option.font);
    int width = words.size(Qt::TextShowMnemonic, tab < 0 ? option.text : option.text.left(tab)).width();
    if (tab >= 0)
        width += grid(between); // QMenu adds the width of the widest shortcut itself
    if (option.maxIconWidth > 0 || option.menuHasCheckableItems)
        width += grid(marks);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += grid(between);
    return {std::max(width + 2 * grid(side), grid(120)), std::max(grid(itemHeight), words.height())};
}

} // namespace creel::look
