// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QString>

class QFontMetrics;
class QFont;
class QPainter;

namespace creel {

/// Where the words of the first column begin in every list and header, on the design's grid, as those above
/// and below do.
inline constexpr int firstInset = 12;

/// Painting that several delegates and the style share. Coordinates are logical pixels; everything but the
/// hairlines is antialiased.

/// A rounded rectangle with a fill and, when @p edge is valid, a line of @p edgeWidth just inside its border.
void fillRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
                 const QColor &edge = {}, qreal edgeWidth = 1);
/// The ring that says where the keyboard is: 2 px of accent inside @p rect.
void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius);
/// The colour square of an event type, vertically centred in @p rect at its left; returns the x behind it and
/// its gap.
int drawTypeSquare(QPainter *painter, const QRect &rect, const QColor &color);
/// A badge ("duplicate · 2 of 2") at the left of @p rect, elided when it does not fit.
void drawBadge(QPainter *painter, const QRect &rect, const QString &text, const QColor &color,
               bool bold = false);
int badgeWidth(const QString &text, bool bold = false);
/// Text whose digits all take the same room, so that columns of numbers line up; Qt 6.4 cannot ask a font for
/// its own tabular figures. Right-aligned in @p rect, or left-aligned.
void drawDigits(QPainter *painter, const QRect &rect, const QString &text,
                Qt::Alignment align = Qt::AlignRight);
int digitsWidth(const QFont &font, const QString &text);
/// @p share of @p over laid on @p under, 0..1.
QColor mixed(const QColor &under, const QColor &over, qreal share);

} // namespace creel
