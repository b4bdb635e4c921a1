// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_page.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace creel {

namespace {

constexpr int lineHeight = 26;
constexpr int blockGap = 14;
constexpr int padding = 26;
constexpr int endPadding = 16;
constexpr int mostColumns = 4;

int headHeight()
{
    return grid(endPadding + lineHeight + 8);
}

QSize sizeOf(const ShortcutsPage::Block &block)
{
    const QFontMetrics words(font(FontRole::Base));
    const QFontMetrics keys(font(FontRole::MonoSecondary));
    int width = grid(240);
    for (const auto &line : block.lines)
        width = std::max(width, words.horizontalAdvance(line.first) + grid(24) +
                                    keys.horizontalAdvance(line.second));
    return {width, grid(lineHeight) * (int(block.lines.size()) + 1)};
}

void paintBlock(QPainter *painter, const ShortcutsPage::Block &block, const QRect &place)
{
    QRect line(place.topLeft(), QSize(place.width(), grid(lineHeight)));
    painter->setFont(semibold(FontRole::Caption));
    painter->setPen(theme().dim);
    painter->drawText(line, Qt::AlignVCenter, block.heading);
    for (const auto &[words, keys] : block.lines) {
        line.translate(0, grid(lineHeight));
        painter->setFont(font(FontRole::Base));
        painter->setPen(theme().text);
        painter->drawText(line, Qt::AlignVCenter, words);
        painter->setFont(font(FontRole::MonoSecondary));
        painter->setPen(theme().dim);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, keys);
    }
}

} // namespace

ShortcutsPage::ShortcutsPage(std::vector<Block> blocks, QWidget *parent)
    : QWidget(parent)
    , m_blocks(std::move(blocks))
{
}

void ShortcutsPage::fit(QSize room)
{
    m_columns = laidOut(1);
    for (int count = 2; count <= mostColumns && m_columns.size.height() > room.height(); ++count) {
        auto more = laidOut(count);
        if (more.size.width() > room.width())
            break;
        m_columns = std::move(more);
    }
    resize(m_columns.size);
    update();
}

/// As even as can be: each block goes where there is least.
ShortcutsPage::Columns ShortcutsPage::laidOut(int count) const
{
    std::vector<int> heights(size_t(count), headHeight());
    std::vector<int> widths(size_t(count), 0);
    std::vector<size_t> columns;
    Columns made;
    for (const auto &block : m_blocks) {
        const auto column = size_t(std::ranges::min_element(heights) - heights.begin());
        const auto size = sizeOf(block);
        made.places.emplace_back(QPoint(0, heights[column]), size);
        columns.push_back(column);
        heights[column] += size.height() + grid(blockGap);
        widths[column] = std::max(widths[column], size.width());
    }
    for (size_t i = 0; i < columns.size(); ++i) {
        int left = grid(padding);
        for (size_t before = 0; before < columns[i]; ++before)
            left += widths[before] + grid(padding);
        made.places[i].moveLeft(left);
        made.places[i].setWidth(widths[columns[i]]);
    }
    int width = grid(padding);
    for (const int each : widths)
        width += each + grid(padding);
    made.size = {width, std::ranges::max(heights) + grid(endPadding - blockGap)};
    return made;
}

void ShortcutsPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme().text);
    painter.setFont(semibold(FontRole::Title));
    painter.drawText(QRect(grid(padding), grid(endPadding), width(), grid(lineHeight)), Qt::AlignVCenter,
                     tr("Keyboard shortcuts"));
    for (size_t i = 0; i < m_blocks.size(); ++i)
        paintBlock(&painter, m_blocks[i], m_columns.places[i]);
}

} // namespace creel
