// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/strip/traffic_bins.h"

#include <QWidget>

#include <optional>

namespace creel {

class Session;

/// Traffic over time: a bar a stretch of time, stacked by event type, the newest at the right. A click
/// selects a bar's time, a drag a range; with the keyboard the arrows move along the bars and Return selects.
class TrafficStrip : public QWidget
{
    Q_OBJECT
public:
    explicit TrafficStrip(Session *session, QWidget *parent = nullptr);
    QSize sizeHint() const override;

signals:
    void rangeSelected(qint64 fromUs, qint64 toUs); ///< UTC, [from, to)

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void takeRows(qsizetype first, qsizetype last);
    void restart();
    int visibleBins() const;
    size_t firstBin() const;
    QRect slot(size_t bin) const;
    std::optional<size_t> binAt(int x) const;
    QString words(size_t bin) const;
    void select(size_t from, size_t to);
    void describe();

    Session *m_session;
    TrafficBins m_bins;
    std::optional<size_t> m_hovered, m_dragFrom;
};

} // namespace creel
