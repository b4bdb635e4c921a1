// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/line_text.h"

#include <QCache>
#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QStaticText>

#include <algorithm>

namespace creel {

namespace {
constexpr int mostLines = 4096;
constexpr int anyWidth = -1;

struct Key {
    QString text;
    QFont font;
    int width; ///< that it is elided to
    Qt::TextElideMode elided;
    bool operator==(const Key &) const = default;
};

size_t qHash(const Key &key, size_t seed = 0)
{
    return qHashMulti(seed, key.text, key.font, key.width, int(key.elided));
}

struct Line {
    QStaticText text;
    int width = 0;
};

const Line &lineOf(const QPainter *painter, const QString &text, int width,
                   Qt::TextElideMode elided = Qt::ElideRight)
{
    static QCache<Key, Line> lines(mostLines);
    const Key key{text, painter->font(), width, elided};
    if (const auto *known = lines.object(key))
        return *known;
    const auto metrics = painter->fontMetrics();
    auto *line = new Line;
    const auto shown = width == anyWidth ? text : metrics.elidedText(text, elided, width);
    line->text.setText(shown);
    line->text.setTextFormat(Qt::PlainText);
    line->text.prepare({}, painter->font());
    line->width = metrics.horizontalAdvance(shown);
    lines.insert(key, line);
    return *line;
}
} // namespace

void drawLine(QPainter *painter, const QRect &rect, const QString &text, Qt::TextElideMode elided)
{
    const auto &line = lineOf(painter, text, std::max(0, rect.width()), elided);
    const auto above = (rect.height() - line.text.size().height()) / 2;
    painter->drawStaticText(QPointF(rect.left(), rect.top() + above), line.text);
}

int lineWidth(const QPainter *painter, const QString &text)
{
    return lineOf(painter, text, anyWidth).width;
}

void drawPiece(QPainter *painter, QPointF at, const QString &text)
{
    painter->drawStaticText(at, lineOf(painter, text, anyWidth).text);
}

} // namespace creel
