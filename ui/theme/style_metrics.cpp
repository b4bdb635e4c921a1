// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QStyleOption>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

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
        return {contents.width() + grid(36), std::max(contents.height() + 4, grid(30))};
    case CT_HeaderSection: {
        auto size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + 2 * grid(8), grid(30)};
    }
    case CT_ItemViewItem:
        return QProxyStyle::sizeFromContents(type, option, contents, widget).expandedTo({0, grid(26)});
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
    case PM_MenuButtonIndicator: // a button with a menu has this room added to its words
        return grid(16);
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
    case PM_FocusFrameHMargin:
        return grid(8) - 1; // views add one: cells begin where their header does
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
        if (widget && widget->property("frame").toString() == "input"_L1)
            return grid(4); // the corners of what is inside stay within the rounded ones
        return widget && (widget->isWindow() || qobject_cast<const QLineEdit *>(widget)) ? 1 : 0;
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
