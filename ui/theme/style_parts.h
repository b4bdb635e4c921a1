// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QSize>
#include <QString>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QRect;
class QWidget;

namespace creel::look {

/// The parts of Style, one file a family: style_buttons, style_inputs, style_views, style_menus. Each paints
/// one control from theme() and its option.

enum class Role { Plain, Primary, Flat, Danger };
/// The role that @p widget's property names; tool buttons are flat unless they say otherwise.
Role roleOf(const QWidget *widget);
/// An icon of the family, centred in @p rect.
void drawGlyph(QPainter *painter, const QString &name, const QRect &rect, const QColor &color, int side);

void drawPushButton(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget);
void drawToolButton(const QStyleOptionToolButton &option, QPainter *painter, const QWidget *widget);
void drawCheckBox(const QStyleOption &option, QPainter *painter);
void drawRadioButton(const QStyleOption &option, QPainter *painter);
QSize pushButtonSize(const QStyleOptionButton &option, QSize contents);
QSize toolButtonSize(const QStyleOptionToolButton &option, QSize contents);

void drawInput(const QStyleOption &option, QPainter *painter, const QWidget *widget);
void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter, const QWidget *widget);
void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget,
                 const QStyle *style);

void drawHeaderSection(const QStyleOptionHeader &option, QPainter *painter);
void drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter);
void drawItemPanel(const QStyleOption &option, QPainter *painter, const QWidget *widget);
void drawBranch(const QStyleOption &option, QPainter *painter);
void drawTab(const QStyleOptionTab &option, QPainter *painter);
void drawTabLabel(const QStyleOptionTab &option, QPainter *painter);
QSize tabSize(const QStyleOptionTab &option);
void drawProgress(const QStyleOptionProgressBar &option, QPainter *painter);

/// How much of a vertical scroll bar's top belongs beside the header of its view.
int headRoom(const QStyleOptionSlider &option, const QWidget *widget);
/// The colour that a scroll bar lies on: its view's, which may be the panel's or the background's.
QColor groundUnder(const QWidget *widget);
void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget,
                   const QRect &handle);
void drawMenuPanel(const QRect &rect, QPainter *painter);
void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter);
QSize menuItemSize(const QStyleOptionMenuItem &option, QSize contents);

} // namespace creel::look
