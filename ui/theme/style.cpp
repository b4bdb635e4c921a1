// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// The option as what the caller knows it to be; null when it is something else.
template <typename Option>
const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

} // namespace

Style::Style() : QProxyStyle(u"Fusion"_s) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
        button->setAttribute(Qt::WA_Hover);
        // A command leaves the keyboard where it is; what holds a choice takes it.
        if (button->focusPolicy() == Qt::StrongFocus && qobject_cast<QPushButton *>(button))
            button->setFocusPolicy(Qt::TabFocus);
    } else if (auto *area = qobject_cast<QAbstractScrollArea *>(widget)) {
        // Set anew even where it stays, because the width of a frame is looked up only then.
        area->setFrameShape(QFrame::NoFrame);
        if (area->isWindow() || area->property("frame").toString() == "input"_L1)
            area->setFrameShape(QFrame::StyledPanel);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const auto &colors = theme();
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            look::drawInput(*option, painter, widget);
        return;
    case PE_Frame:
        if (widget && widget->isWindow()) // the list under a combo box or the filter line
            look::drawMenuPanel(option->rect, painter);
        else if (widget && widget->property("frame").toString() == "input"_L1)
            look::drawInput(*option, painter, widget);
        return;
    case PE_FrameLineEdit:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelToolBar:
    case PE_FrameDockWidget:
    case PE_IndicatorHeaderArrow: // part of the label
    case PE_FrameGroupBox:
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          colors.line);
        return;
    case PE_FrameFocusRect:
        if (!qobject_cast<const QAbstractItemView *>(widget))
            drawFocusRing(painter, option->rect, grid(4));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        look::drawCheckBox(*option, painter);
        return;
    case PE_IndicatorRadioButton:
        look::drawRadioButton(*option, painter);
        return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        look::drawItemPanel(*option, painter, widget);
        return;
    case PE_IndicatorBranch:
        look::drawBranch(*option, painter);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        look::drawMenuPanel(option->rect, painter);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, look::groundUnder(widget));
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto &colors = theme();
    switch (element) {
    case CE_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            look::drawPushButton(*button, painter, widget);
        return;
    case CE_HeaderSection:
        if (const auto *header = as<QStyleOptionHeader>(option))
            look::drawHeaderSection(*header, painter);
        return;
    case CE_HeaderLabel:
        if (const auto *header = as<QStyleOptionHeader>(option))
            look::drawHeaderLabel(*header, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colors.panel);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          colors.line);
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = as<QStyleOptionTab>(option))
            look::drawTab(*tab, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = as<QStyleOptionTab>(option))
            look::drawTabLabel(*tab, painter);
        return;
    case CE_ProgressBar:
        if (const auto *bar = as<QStyleOptionProgressBar>(option))
            look::drawProgress(*bar, painter);
        return;
    case CE_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            look::drawMenuItem(*item, painter);
        return;
    case CE_MenuEmptyArea:
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, colors.line);
        return;
    case CE_ShapedFrame:
        if (const auto *frame = as<QStyleOptionFrame>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            painter->fillRect(option->rect, colors.line);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            look::drawToolButton(*button, painter, widget);
        return;
    case CC_ComboBox:
        if (const auto *box = as<QStyleOptionComboBox>(option))
            look::drawComboBox(*box, painter, widget);
        return;
    case CC_SpinBox:
        if (const auto *box = as<QStyleOptionSpinBox>(option))
            look::drawSpinBox(*box, painter, widget, this);
        return;
    case CC_ScrollBar:
        if (const auto *bar = as<QStyleOptionSlider>(option))
            look::drawScrollBar(*bar, painter, widget,
                                subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
        return icon(u"close"_s, theme().dim);
    case SP_MessageBoxInformation:
        return icon(u"info"_s, theme().accent);
    case SP_MessageBoxWarning:
        return icon(u"warning"_s, theme().warning);
    case SP_MessageBoxCritical:
        return icon(u"error"_s, theme().bad);
    case SP_MessageBoxQuestion:
        return icon(u"help"_s, theme().accent);
    // Of the file dialog, where the desktop has none of its own.
    case SP_FileDialogToParent:
        return icon(u"chevron-up"_s);
    case SP_ArrowLeft:
    case SP_ArrowBack:
    case SP_FileDialogBack:
        return icon(u"chevron-left"_s);
    case SP_ArrowRight:
    case SP_ArrowForward:
        return icon(u"chevron-right"_s);
    case SP_FileDialogNewFolder:
        return icon(u"plus"_s);
    case SP_FileDialogListView:
        return icon(u"columns"_s);
    case SP_FileDialogDetailedView:
        return icon(u"menu"_s);
    case SP_DirIcon:
    case SP_DirOpenIcon:
    case SP_DirClosedIcon:
    case SP_DirLinkIcon:
    case SP_DirLinkOpenIcon:
    case SP_DirHomeIcon:
    case SP_DesktopIcon:
        return icon(u"folder"_s, theme().dim);
    case SP_FileIcon:
    case SP_FileLinkIcon:
        return icon(u"file"_s, theme().dim);
    case SP_ComputerIcon:
    case SP_DriveHDIcon:
    case SP_DriveNetIcon:
        return icon(u"terminal"_s, theme().dim);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace creel
