// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QByteArray>

namespace creel {

/// Bytes as offset, hexadecimal and characters. Paints only the lines in sight, so that the size does not
/// matter. Ctrl+C copies what is selected by dragging or with Shift and the arrow keys, as hexadecimal.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    const QByteArray &bytes() const { return m_bytes; }
    /// One line as it is painted, without colours: "00000010  7b 22 65 ...  {"e".
    QString line(qint64 line) const;
    qint64 lineCount() const;
    QByteArray selected() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void moveTo(qint64 offset, bool keepAnchor);
    qint64 offsetAt(const QPoint &point) const;
    int hexX(int column) const;
    int charX(int column) const;

    QByteArray m_bytes;
    int m_perLine = 16;
    qreal m_charWidth = 8;
    int m_lineHeight = 20;
    qint64 m_cursor = 0;
    qint64 m_anchor = 0;
    bool m_hasSelection = false;
};

} // namespace creel
