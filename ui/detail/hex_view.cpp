// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hex_view.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int offsetDigits = 8;

QChar shown(char byte)
{
    return byte >= 0x20 && byte < 0x7f ? QChar::fromLatin1(byte) : QChar(u'·');
}

QString hex(char byte)
{
    return QString::fromLatin1(QByteArray(1, byte).toHex());
}

} // namespace

HexView::HexView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setObjectName(u"hexView"_s);
    setAccessibleName(tr("Bytes"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    arrange();
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_cursor = m_anchor = 0;
    m_hasSelection = false;
    verticalScrollBar()->setValue(0);
    arrange();
}

qint64 HexView::lineCount() const
{
    return (m_bytes.size() + m_perLine - 1) / m_perLine;
}

QString HexView::line(qint64 line) const
{
    const QByteArray part = m_bytes.mid(line * m_perLine, m_perLine);
    QString text = u"%1  "_s.arg(line * m_perLine, offsetDigits, 16, QChar(u'0'));
    for (int i = 0; i < m_perLine; ++i)
        text += i < part.size() ? hex(part[i]) + u' ' : u"   "_s;
    text += u' ';
    for (const char byte : part)
        text += shown(byte);
    return text;
}

QByteArray HexView::selected() const
{
    if (!m_hasSelection || m_bytes.isEmpty())
        return {};
    const qint64 from = std::min(m_cursor, m_anchor);
    return m_bytes.mid(from, std::max(m_cursor, m_anchor) - from + 1);
}

void HexView::arrange()
{
    const QFont mono = creel::font(FontRole::MonoSecondary);
    const QFontMetricsF metrics(mono);
    m_charWidth = metrics.horizontalAdvance(u'0');
    m_lineHeight = std::max(grid(20), int(metrics.height()) + 2);
    // offset, two spaces, three a byte, a space, one a byte
    const auto fits = [this](int bytes) {
        return grid(24) + m_charWidth * (offsetDigits + 3 + 4 * bytes) <= viewport()->width();
    };
    m_perLine = fits(32) ? 32 : fits(16) ? 16 : 8;
    const int visible = std::max(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setRange(0, int(std::max<qint64>(0, lineCount() - visible)));
    verticalScrollBar()->setPageStep(visible);
    viewport()->update();
}

int HexView::hexX(int column) const
{
    return grid(12) + qRound(m_charWidth * (offsetDigits + 2 + 3 * column));
}

int HexView::charX(int column) const
{
    return grid(12) + qRound(m_charWidth * (offsetDigits + 3 + 3 * m_perLine + column));
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().background);
    painter.setFont(creel::font(FontRole::MonoSecondary));
    const int cell = qRound(m_charWidth);
    const qint64 from = std::min(m_cursor, m_anchor);
    const qint64 to = std::max(m_cursor, m_anchor);
    const qint64 first = verticalScrollBar()->value();
    for (qint64 line = first; line < lineCount() && (line - first) * m_lineHeight < viewport()->height();
         ++line) {
        const int y = int(line - first) * m_lineHeight;
        const auto draw = [&](int x, int width, const QColor &color, const QString &text) {
            painter.setPen(color);
            painter.drawText(QRect(x, y, width, m_lineHeight),
                             Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
        };
        draw(grid(12), cell * offsetDigits, theme().dim,
             u"%1"_s.arg(line * m_perLine, offsetDigits, 16, QChar(u'0')));
        for (int i = 0; i < m_perLine; ++i) {
            const qint64 offset = line * m_perLine + i;
            if (offset >= m_bytes.size())
                break;
            if (m_hasSelection && offset >= from && offset <= to) {
                painter.fillRect(hexX(i) - cell / 2, y, cell * 3, m_lineHeight, theme().selection);
                painter.fillRect(charX(i), y, cell, m_lineHeight, theme().selection);
            }
            const char byte = m_bytes[offset];
            const bool plain = byte >= 0x20 && byte < 0x7f;
            draw(hexX(i), cell * 2, plain ? theme().text : theme().number, hex(byte));
            draw(charX(i), cell, plain ? theme().string : theme().dim, shown(byte));
        }
    }
}

qint64 HexView::offsetAt(const QPoint &point) const
{
    const qint64 line = verticalScrollBar()->value() + point.y() / m_lineHeight;
    const bool chars = point.x() >= charX(0) - m_charWidth / 2;
    const qreal column = chars ? (point.x() - charX(0)) / m_charWidth
                               : (point.x() - hexX(0) + m_charWidth / 2) / (3 * m_charWidth);
    const qint64 offset = line * m_perLine + std::clamp(int(column), 0, m_perLine - 1);
    return std::clamp<qint64>(offset, 0, std::max<qint64>(0, m_bytes.size() - 1));
}

void HexView::moveTo(qint64 offset, bool keepAnchor)
{
    m_cursor = std::clamp<qint64>(offset, 0, std::max<qint64>(0, m_bytes.size() - 1));
    if (!keepAnchor)
        m_anchor = m_cursor;
    m_hasSelection = !m_bytes.isEmpty();
    const int line = int(m_cursor / m_perLine);
    const int top = verticalScrollBar()->value();
    if (line < top)
        verticalScrollBar()->setValue(line);
    else if (line >= top + verticalScrollBar()->pageStep())
        verticalScrollBar()->setValue(line - verticalScrollBar()->pageStep() + 1);
    viewport()->update();
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const qint64 page = qint64(m_perLine) * verticalScrollBar()->pageStep();
    if (event->matches(QKeySequence::Copy))
        return QGuiApplication::clipboard()->setText(QString::fromLatin1(selected().toHex(' ')));
    if (event->matches(QKeySequence::SelectAll)) {
        m_anchor = 0;
        return moveTo(m_bytes.size(), true);
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_cursor - 1, shift);
    case Qt::Key_Right:
        return moveTo(m_cursor + 1, shift);
    case Qt::Key_Up:
        return moveTo(m_cursor - m_perLine, shift);
    case Qt::Key_Down:
        return moveTo(m_cursor + m_perLine, shift);
    case Qt::Key_PageUp:
        return moveTo(m_cursor - page, shift);
    case Qt::Key_PageDown:
        return moveTo(m_cursor + page, shift);
    case Qt::Key_Home:
        return moveTo(0, shift);
    case Qt::Key_End:
        return moveTo(m_bytes.size(), shift);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    moveTo(offsetAt(event->pos()), event->modifiers() & Qt::ShiftModifier);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    moveTo(offsetAt(event->pos()), true);
}

void HexView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void HexView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        arrange();
    QAbstractScrollArea::changeEvent(event);
}

} // namespace creel
