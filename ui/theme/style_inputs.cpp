// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QWidget>

namespace creel::look {

using namespace Qt::StringLiterals;

void drawInput(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    const auto &colors = theme();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    const auto wanted = widget ? widget->property("edge").toString() : QString();
    auto edge = focused ? colors.accent : colors.line;
    if (wanted == "ok"_L1)
        edge = colors.ok;
    else if (wanted == "bad"_L1)
        edge = colors.bad;
    else if (!focused && (option.state & QStyle::State_MouseOver))
        edge = mixed(colors.line, colors.dim, 0.35);
    fillRounded(painter, option.rect, grid(8), enabled ? colors.background : colors.panel, edge,
                focused ? 2 : 1);
}

void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter, const QWidget *widget)
{
    drawInput(option, painter, widget);
    const auto &colors = theme();
    const QRect mark(option.rect.right() - grid(26), option.rect.top(), grid(24), option.rect.height());
    drawGlyph(painter, u"chevron-down"_s, mark,
              option.state & QStyle::State_Enabled ? colors.text : colors.dim, grid(14));
}

void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget,
                 const QStyle *style)
{
    drawInput(option, painter, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto up = style->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxUp, widget);
    const auto down = style->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxDown, widget);
    const auto colorOf = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return option.stepEnabled & step ? theme().text : theme().line;
    };
    drawGlyph(painter, u"chevron-up"_s, up, colorOf(QAbstractSpinBox::StepUpEnabled), grid(12));
    drawGlyph(painter, u"chevron-down"_s, down, colorOf(QAbstractSpinBox::StepDownEnabled), grid(12));
}

} // namespace creel::look
