// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QPainter;

namespace creel {

/// One line of plain text, vertically centred at the left of @p rect and elided to its width, as
/// QPainter::drawText() does with elidedText(). What was drawn lately is not shaped anew: in a table that
/// follows its events, shaping texts is most of the work. GUI thread.
void drawLine(QPainter *painter, const QRect &rect, const QString &text,
              Qt::TextElideMode elided = Qt::ElideRight);
/// How wide @p text is in the painter's font, from the same memory.
int lineWidth(const QPainter *painter, const QString &text);
/// Draws @p text with its line's top left corner at @p at, neither elided nor centred.
void drawPiece(QPainter *painter, QPointF at, const QString &text);

} // namespace creel
