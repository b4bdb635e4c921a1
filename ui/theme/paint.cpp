// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"

#include "ui/theme/line_text.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace creel {

void fillRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge,
                 qreal edgeWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (edge.isValid()) {
        painter->setPen(QPen(edge, edgeWidth));
        painter->setBrush(fill.isValid() ? QBrush(fill) : Qt::NoBrush);
        const qreal inset = edgeWidth / 2;
        painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        painter->drawRoundedRect(rect, radius, radius);
    }
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius)
{
    fillRounded(painter, rect, radius, {}, theme().accent, 2);
}

int drawTypeSquare(QPainter *painter, const QRect &rect, const QColor &color)
{
    const int side = grid(8);
    const QRect square(rect.left(), rect.top() + (rect.height() - side) / 2, side, side);
    fillRounded(painter, square, grid(2), color);
    return square.right() + 1 + grid(8);
}

namespace {

QFont badgeFont(bool bold)
{
    return bold ? semibold(FontRole::Caption) : font(FontRole::Caption);
}

int digitCell(const QFontMetrics &metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

int badgeWidth(const QString &text, bool bold)
{
    return QFontMetrics(badgeFont(bold)).horizontalAdvance(text) + 2 * grid(8);
}

void drawBadge(QPainter *painter, const QRect &rect, const QString &text, const QColor &color, bool bold)
{
    const int width = std::min(rect.width(), badgeWidth(text, bold));
    const int padding = grid(8);
    if (width <= 2 * padding)
        return;
    const int height = grid(18);
    const QRect box(rect.left(), rect.top() + (rect.height() - height) / 2, width, height);
    fillRounded(painter, box, height / 2.0, theme().badge);
    painter->save();
    painter->setFont(badgeFont(bold));
    painter->setPen(color);
    const auto inner = box.adjusted(padding, 0, -padding, 0);
    drawLine(painter, inner.adjusted(0, 0, 1, 0), text);
    painter->restore();
}

int digitsWidth(const QFont &font, const QString &text)
{
    const QFontMetrics metrics(font);
    const int cell = digitCell(metrics);
    int width = 0;
    for (const auto character : text)
        width += character.isDigit() ? cell : metrics.horizontalAdvance(character);
    return width;
}

void drawDigits(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment align)
{
    const auto metrics = painter->fontMetrics();
    const int width = digitsWidth(painter->font(), text);
    if (width > rect.width()) {
        painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine | align,
                          metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    const int cell = digitCell(metrics);
    const int top = rect.top() + (rect.height() - metrics.height()) / 2;
    int x = align.testFlag(Qt::AlignRight) ? rect.right() + 1 - width : rect.left();
    for (const auto character : text) {
        const int advance = metrics.horizontalAdvance(character);
        const int room = character.isDigit() ? cell : advance;
        drawPiece(painter, QPointF(x + (room - advance) / 2.0, top), QString(character));
        x += room;
    }
}

QColor mixed(const QColor &under, const QColor &over, qreal share)
{
    const auto blend = [share](int from, int to) { return int(from + (to - from) * share); };
    return {blend(under.red(), over.red()), blend(under.green(), over.green()),
            blend(under.blue(), over.blue())};
}

} // namespace creel
