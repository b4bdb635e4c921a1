// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QStyleOption>

#include <algorithm>

namespace creel {

namespace {

/// A scroll bar without arrows: the handle has the whole length.
QRect scrollBarRect(const QStyleOptionSlider &bar, int head, QStyle::SubControl part)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = std::max(1, horizontal ? bar.rect.width() : bar.rect.height() - head);
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int handle = range > 0 ? std::clamp(int(bar.pageStep * qint64(length) / (range + bar.pageStep)),
                                              std::min(grid(28), length), length)
                                 : length;
    const int from = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                     length - handle, bar.upsideDown);
    const auto span = [&](int start, int size) {
        return horizontal ? QRect(bar.rect.left() + start, bar.rect.top(), size, bar.rect.height())
                          : QRect(bar.rect.left(), bar.rect.top() + head + start, bar.rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return span(from, handle);
    case QStyle::SC_ScrollBarGroove:
        return span(0, length);
    case QStyle::SC_ScrollBarSubPage:
        return span(0, from);
    case QStyle::SC_ScrollBarAddPage:
        return span(from + handle, length - from - handle);
    default:
        return {};
    }
}

QRect spinBoxRect(const QStyleOptionSpinBox &box, QStyle::SubControl part)
{
    const int buttons = box.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : grid(20);
    const auto inner = box.rect.adjusted(2, 2, -2, -2);
    const int half = inner.height() / 2;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return {inner.right() + 1 - buttons, inner.top(), buttons, half};
    case QStyle::SC_SpinBoxDown:
        return {inner.right() + 1 - buttons, inner.top() + half, buttons, half};
    case QStyle::SC_SpinBoxEditField:
        return inner.adjusted(grid(6), 0, -buttons, 0);
    default:
        return box.rect;
    }
}

} // namespace

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return visualRect(option->direction, option->rect,
                              scrollBarRect(*bar, look::headRoom(*bar, widget), part));
    }
    if (control == CC_SpinBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return visualRect(option->direction, option->rect, spinBoxRect(*box, part));
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, option->rect, option->rect.adjusted(grid(8), 2, -grid(28), -2));
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(grid(6), 2, -grid(6), -2);
        return option->rect;
    }
    if (element == SE_TabBarTabText)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

} // namespace creel
