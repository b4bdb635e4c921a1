// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QStyleOption>

#include <algorithm>

namespace creel {

namespace {

/// A scroll bar without arrows: the handle has the whole length.
QRect scrollBarRect(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int handle = range > 0 ? std::clamp(int(bar.pageStep * qint64(length) / (range + bar.pageStep)),
                                              std::min(grid(28), length), length)
                                 : length;
    const int from = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                     length - handle, bar.upsideDown);
    const auto span = [&](int start, int size) {
        return horizontal ? QRect(bar.rect.left() + start, bar.rect.top(), size, bar.rect.height())
                          : QRect(bar.rect.left(), bar.rect.top() + start, bar.rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return span(from, handle);
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
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
            return visualRect(option->direction, option->rect, scrollBarRect(*bar, part));
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
    if (element == SE_HeaderLabel)
        return option->rect.adjusted(grid(8), 0, -grid(8), 0);
    if (element == SE_TabBarTabText)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return look::pushButtonSize(*button, contents);
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return look::toolButtonSize(*button, contents);
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return look::menuItemSize(*item, contents);
        break;
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return look::tabSize(*tab);
        break;
    case CT_LineEdit:
        return {contents.width() + 2 * grid(6), std::max(contents.height() + 4, grid(30))};
    case CT_ComboBox:
        return {contents.width() + grid(40), std::max(contents.height() + 4, grid(30))};
    case CT_SpinBox:
        return {contents.width() + grid(12), std::max(contents.height() + 4, grid(30))};
    case CT_HeaderSection: {
        auto size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + 2 * grid(8), grid(30)};
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return grid(11);
    case PM_ScrollBarSliderMin:
        return grid(28);
    case PM_ScrollView_ScrollBarSpacing:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuPanelWidth:
    case PM_HeaderMargin:
        return 0;
    case PM_MenuHMargin:
        return 1;
    case PM_MenuVMargin:
        return grid(5);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_LineEditIconSize:
    case PM_ListViewIconSize:
        return grid(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return grid(8);
    case PM_MessageBoxIconSize:
        return grid(32);
    case PM_ToolTipLabelFrameWidth:
        return grid(6);
    case PM_TreeViewIndentation:
        return grid(16);
    case PM_DefaultFrameWidth:
        return qobject_cast<const QLineEdit *>(widget) ? 1 : 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return grid(12);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return grid(8);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_UnderlineShortcut:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_Table_GridLineColor:
        return int(theme().line.rgba());
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace creel
