// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strip/traffic_strip.h"

#include "app/session/session.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr size_t maxBins = 240;
constexpr int barWidth = 7; ///< on the grid
constexpr int barPitch = 9;
constexpr int margin = 12;
constexpr int fewest = 8; ///< events that make a bar of full height, so that the first is no tower
} // namespace

TrafficStrip::TrafficStrip(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_bins(maxBins)
{
    setObjectName(u"traffic"_s);
    setAccessibleName(tr("Traffic"));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(session, &Session::appended, this, &TrafficStrip::takeRows);
    connect(session, &Session::cleared, this, &TrafficStrip::restart);
    connect(session, &Session::dropped, this, &TrafficStrip::restart);
    restart();
}

QSize TrafficStrip::sizeHint() const
{
    return {grid(400), grid(56)};
}

void TrafficStrip::restart()
{
    m_bins.clear();
    m_hovered.reset();
    m_dragFrom.reset();
    if (const auto size = qsizetype(m_session->events().size()); size > 0)
        takeRows(0, size - 1);
    update();
}

void TrafficStrip::takeRows(qsizetype first, qsizetype last)
{
    const auto &rows = m_session->events().rows();
    for (auto i = size_t(first); i <= size_t(last); ++i)
        m_bins.add(rows[i].receivedAtUs, rows[i].type);
    describe();
    update();
}

int TrafficStrip::visibleBins() const
{
    return std::max(1, (width() - 2 * grid(margin)) / grid(barPitch));
}

size_t TrafficStrip::firstBin() const
{
    const auto all = m_bins.bins().size();
    return all - std::min(all, size_t(visibleBins()));
}

/// The newest at the right; those before it go to the left as time passes.
QRect TrafficStrip::slot(size_t bin) const
{
    const auto back = int(m_bins.bins().size() - 1 - bin);
    return {width() - grid(margin) - grid(barWidth) - back * grid(barPitch), grid(8), grid(barWidth),
            height() - grid(12)};
}

std::optional<size_t> TrafficStrip::binAt(int x) const
{
    const auto all = m_bins.bins().size();
    if (all == 0)
        return {};
    const int gap = (grid(barPitch) - grid(barWidth)) / 2;
    const int fromRight = std::max(0, width() - grid(margin) + gap - x) / grid(barPitch);
    return all - 1 - size_t(std::min(fromRight, int(all - firstBin()) - 1));
}

void TrafficStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(0, 0, width(), 1, theme().line);
    const int highest = std::max(fewest, m_bins.highest());
    // Time in which nothing came, or before the first event, is a line of low marks.
    const int ground = height() - grid(4);
    for (int right = width() - grid(margin); right - grid(barWidth) >= grid(margin); right -= grid(barPitch))
        painter.fillRect(right - grid(barWidth), ground - grid(2), grid(barWidth), grid(2), theme().line);
    for (size_t i = firstBin(); i < m_bins.bins().size(); ++i) {
        const auto &bin = m_bins.bins()[i];
        const QRect place = slot(i);
        const bool marked = m_hovered && i >= std::min(*m_hovered, m_dragFrom.value_or(*m_hovered)) &&
                            i <= std::max(*m_hovered, m_dragFrom.value_or(*m_hovered));
        if (marked)
            painter.fillRect(place.adjusted(-1, 0, 1, 0), theme().hover);
        int bottom = place.bottom() + 1;
        int counted = 0;
        for (const auto &[type, number] : bin.types) {
            counted += number; // from the sum, so that rounding never makes a bar of few too low
            const int top = place.bottom() + 1 - std::max(2, place.height() * counted / highest);
            painter.fillRect(place.left(), top, place.width(), bottom - top,
                             typeColor(m_session->events().text(type)));
            bottom = top;
        }
    }
    if (hasFocus()) {
        painter.setPen(theme().accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

QString TrafficStrip::words(size_t bin) const
{
    const qint64 from = m_bins.firstUs() + qint64(bin) * m_bins.widthUs();
    const int total = m_bins.bins()[bin].total;
    QString text =
        tr("%1 – %2: %3")
            .arg(clockText(from).section(u'.', 0, 0), clockText(from + m_bins.widthUs()).section(u'.', 0, 0),
                 total == 1 ? tr("1 event") : tr("%1 events").arg(countText(total)));
    for (const auto &[type, number] : m_bins.bins()[bin].types)
        text += u"\n%1 %2"_s.arg(countText(number), safeText(m_session->events().text(type), 60));
    return text;
}

void TrafficStrip::select(size_t from, size_t to)
{
    const auto [first, last] = std::minmax(from, to);
    emit rangeSelected(m_bins.firstUs() + qint64(first) * m_bins.widthUs(),
                       m_bins.firstUs() + qint64(last + 1) * m_bins.widthUs());
}

void TrafficStrip::describe()
{
    const auto &bins = m_bins.bins();
    setAccessibleDescription(bins.empty() ? tr("No traffic yet")
                                          : words(m_hovered.value_or(bins.size() - 1)));
}

void TrafficStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragFrom = binAt(event->position().toPoint().x());
}

void TrafficStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = binAt(event->position().toPoint().x());
    update();
}

void TrafficStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const auto to = binAt(event->position().toPoint().x());
    if (event->button() == Qt::LeftButton && m_dragFrom && to)
        select(*m_dragFrom, *to);
    m_dragFrom.reset();
    update();
}

void TrafficStrip::keyPressEvent(QKeyEvent *event)
{
    const auto all = m_bins.bins().size();
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (all > 0 && step != 0) {
        const auto from = qsizetype(m_hovered.value_or(all - 1));
        m_hovered = size_t(std::clamp(from + step, qsizetype(firstBin()), qsizetype(all) - 1));
        describe();
        update();
    } else if (m_hovered && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)) {
        select(*m_hovered, *m_hovered);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TrafficStrip::leaveEvent(QEvent *)
{
    m_hovered.reset();
    update();
}

bool TrafficStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const auto bin = binAt(help->pos().x()); bin && m_bins.bins()[*bin].total > 0)
            QToolTip::showText(help->globalPos(), safeToolTip(words(*bin).toUtf8()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace creel
