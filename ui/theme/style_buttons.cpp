// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace creel::look {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSide = 16;

struct ButtonLook {
    QColor fill, edge, text;
};

ButtonLook lookOf(Role role, QStyle::State state)
{
    const auto &colors = theme();
    const bool enabled = state & QStyle::State_Enabled;
    const bool down = state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hovered = enabled && (state & QStyle::State_MouseOver);
    ButtonLook look{colors.background, colors.line, enabled ? colors.text : colors.dim};
    switch (role) {
    case Role::Primary:
        look.edge = QColor();
        look.fill = enabled ? colors.accent : colors.badge;
        if (enabled)
            look.text = colors.onAccent;
        if (hovered || down) // towards white, so that the dark words of the dark theme keep their contrast
            look.fill = mixed(colors.accent, colors.dark ? Qt::white : Qt::black, down ? 0.2 : 0.1);
        return look;
    case Role::Flat:
        look.edge = QColor();
        look.fill = down ? colors.line : hovered ? mixed(colors.badge, colors.line, 0.35) : QColor();
        return look;
    case Role::Danger:
        if (enabled)
            look.text = colors.bad;
        [[fallthrough]];
    case Role::Plain:
        if (!enabled)
            look.fill = QColor();
        else if (down)
            look.fill = colors.badge;
        else if (hovered)
            look.fill = colors.hover;
        if (hovered)
            look.edge = mixed(colors.line, colors.dim, 0.35);
        return look;
    }
    return look;
}

void drawPanel(const QRect &rect, QPainter *painter, const ButtonLook &look, QStyle::State state)
{
    const qreal radius = grid(8);
    if (look.fill.isValid() || look.edge.isValid())
        fillRounded(painter, rect, radius, look.fill, look.edge);
    if (state & QStyle::State_HasFocus)
        drawFocusRing(painter, rect, radius);
}

/// The picture in the colour of the words beside it, where that is not the text colour (primary, danger).
QPixmap pictureOf(const QIcon &icon, QSize size, qreal ratio, const QColor &color, bool enabled)
{
    auto picture = icon.pixmap(size, ratio, enabled ? QIcon::Normal : QIcon::Disabled);
    if (!enabled || color == theme().text)
        return picture;
    QPainter tint(&picture);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(picture.rect(), color);
    return picture;
}

/// Icon, words and menu mark side by side, centred together in @p rect.
struct Label {
    QIcon icon;
    QString text;
    bool menu = false;
};

void drawLabel(const QRect &rect, QPainter *painter, const Label &label, const QFont &face,
               const QColor &color, bool enabled)
{
    painter->save();
    painter->setFont(face);
    painter->setPen(color);
    const int side = label.icon.isNull() ? 0 : grid(iconSide);
    const int gap = side && !label.text.isEmpty() ? grid(6) : 0;
    const int mark = label.menu ? grid(label.text.isEmpty() ? 12 : 16) : 0;
    const auto metrics = painter->fontMetrics();
    const auto words = metrics.elidedText(label.text, Qt::ElideRight, rect.width() - side - gap - mark,
                                          Qt::TextShowMnemonic);
    const int wordsWidth = words.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, words).width();
    int x = rect.left() + std::max(0, (rect.width() - side - gap - wordsWidth - mark) / 2);
    if (side) {
        const QRect box(x, rect.top() + (rect.height() - side) / 2, side, side);
        const auto ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(box, pictureOf(label.icon, box.size(), ratio, color, enabled));
        x += side + gap;
    }
    painter->drawText(QRect(x, rect.top(), wordsWidth + 1, rect.height()),
                      Qt::AlignVCenter | Qt::TextShowMnemonic, words);
    if (mark) {
        const QRect box(x + wordsWidth, rect.top(), mark, rect.height());
        drawGlyph(painter, u"chevron-down"_s, box.adjusted(grid(2), 0, 0, 0), color, grid(12));
    }
    painter->restore();
}

} // namespace

Role roleOf(const QWidget *widget)
{
    const auto name = widget ? widget->property("role").toString() : QString();
    if (name == "primary"_L1)
        return Role::Primary;
    if (name == "danger"_L1)
        return Role::Danger;
    if (name == "flat"_L1 || (name.isEmpty() && qobject_cast<const QToolButton *>(widget)))
        return Role::Flat;
    return Role::Plain;
}

void drawGlyph(QPainter *painter, const QString &name, const QRect &rect, const QColor &color, int side)
{
    const QRect box(rect.left() + (rect.width() - side) / 2, rect.top() + (rect.height() - side) / 2, side,
                    side);
    icon(name, color).paint(painter, box);
}

void drawPushButton(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget)
{
    const auto role = roleOf(widget);
    const auto look = lookOf(role, option.state);
    drawPanel(option.rect, painter, look, option.state);
    const bool menu = option.features & QStyleOptionButton::HasMenu;
    auto face = painter->font();
    if (role == Role::Primary)
        face.setWeight(QFont::DemiBold);
    drawLabel(option.rect.adjusted(grid(6), 0, -grid(6), 0), painter, {option.icon, option.text, menu}, face,
              look.text, option.state & QStyle::State_Enabled);
}

QSize pushButtonSize(const QStyleOptionButton &option, QSize contents)
{
    // The room of semibold words, whatever the role: a button keeps its size when it becomes the primary one.
    const int bolder = grid(int(option.text.size()) / 6);
    const int padding = option.text.isEmpty() ? grid(7) : grid(12);
    return {contents.width() + 2 * padding + bolder, std::max(contents.height(), grid(30))};
}

void drawToolButton(const QStyleOptionToolButton &option, QPainter *painter, const QWidget *widget)
{
    const auto look = lookOf(roleOf(widget), option.state);
    drawPanel(option.rect, painter, look, option.state);
    const bool words = option.toolButtonStyle != Qt::ToolButtonIconOnly;
    const bool picture = option.toolButtonStyle != Qt::ToolButtonTextOnly;
    const bool menu = (option.features & QStyleOptionToolButton::HasMenu) && words;
    drawLabel(option.rect.adjusted(grid(2), 0, -grid(2), 0), painter,
              {picture ? option.icon : QIcon(), words ? option.text : QString(), menu}, option.font,
              look.text, option.state & QStyle::State_Enabled);
}

QSize toolButtonSize(const QStyleOptionToolButton &option, QSize contents)
{
    const bool words = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const int mark = words && (option.features & QStyleOptionToolButton::HasMenu) ? grid(16) : 0;
    const int height = std::max(contents.height(), grid(30));
    return {words ? contents.width() + 2 * grid(8) + mark : std::max(contents.width(), grid(30)), height};
}

void drawCheckBox(const QStyleOption &option, QPainter *painter)
{
    const auto &colors = theme();
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const auto fill = !on ? colors.background : enabled ? colors.accent : colors.dim;
    fillRounded(painter, option.rect, grid(4), fill, on ? QColor() : colors.dim);
    if (option.state & QStyle::State_On)
        drawGlyph(painter, u"check"_s, option.rect, colors.onAccent, grid(13));
    else if (on)
        drawGlyph(painter, u"minus"_s, option.rect, colors.onAccent, grid(13));
}

void drawRadioButton(const QStyleOption &option, QPainter *painter)
{
    const auto &colors = theme();
    const bool on = option.state & QStyle::State_On;
    const QRectF box(option.rect);
    fillRounded(painter, box, box.height() / 2, colors.background, on ? colors.accent : colors.dim,
                on ? grid(4) : 1);
}

} // namespace creel::look
