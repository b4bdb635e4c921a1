// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_sheet.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QKeySequence>
#include <QPainter>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int lineHeight = 26;
constexpr int columnWidth = 320;
constexpr int padding = 28;

QString nameOf(const QAction *action)
{
    QString name = action->text();
    return name.remove(u'&').remove(u'…');
}

QString keysOf(const QAction *action)
{
    return QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
        .replace(u"; "_s, u", "_s);
}

} // namespace

ShortcutsSheet::ShortcutsSheet(const std::vector<Group> &groups, QWidget *window) : QWidget(window)
{
    setObjectName(u"shortcuts"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    for (const auto &[heading, actions, keys] : groups) {
        Block block{heading, {}};
        for (const auto *action : actions) {
            if (!action->shortcut().isEmpty())
                block.lines.emplace_back(nameOf(action), keysOf(action));
        }
        block.lines.insert(block.lines.end(), keys.begin(), keys.end());
        m_blocks.push_back(std::move(block));
    }
    hide();
}

void ShortcutsSheet::showOver()
{
    setGeometry(parentWidget()->rect());
    QStringList spoken;
    for (const auto &block : m_blocks) {
        for (const auto &[words, keys] : block.lines)
            spoken += words + u": "_s + keys;
    }
    setAccessibleDescription(spoken.join(u", "_s));
    raise();
    show();
    setFocus();
}

void ShortcutsSheet::paintBlock(QPainter *painter, const Block &block, QPoint at) const
{
    QRect line(at, QSize(grid(columnWidth), grid(lineHeight)));
    painter->setFont(semibold(FontRole::Caption));
    painter->setPen(theme().dim);
    painter->drawText(line, Qt::AlignVCenter, block.heading);
    for (const auto &[words, keys] : block.lines) {
        line.translate(0, grid(lineHeight));
        painter->setFont(creel::font(FontRole::Base));
        painter->setPen(theme().text);
        painter->drawText(line, Qt::AlignVCenter, words);
        painter->setFont(creel::font(FontRole::MonoSecondary));
        painter->setPen(theme().dim);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, keys);
    }
}

void ShortcutsSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = theme().background;
    veil.setAlphaF(0.72f);
    painter.fillRect(rect(), veil);

    // Two columns of whole blocks, as even as they can be: each block goes where there is less.
    const auto heightOf = [](const Block &block) {
        return grid(lineHeight) * (int(block.lines.size()) + 1) + grid(14);
    };
    std::array<int, 2> filled{};
    std::vector<std::pair<size_t, int>> places; // column and y of each block
    for (const auto &block : m_blocks) {
        const size_t column = filled[1] < filled[0] ? 1 : 0;
        places.emplace_back(column, filled[column]);
        filled[column] += heightOf(block);
    }
    const int head = grid(padding + lineHeight + 12);
    QRect sheet(0, 0, grid(2 * columnWidth + 3 * padding),
                head + std::max(filled[0], filled[1]) + grid(padding - 14));
    sheet.moveCenter(rect().center());
    fillRounded(&painter, sheet, grid(8), theme().panel, theme().line);
    painter.setPen(theme().text);
    painter.setFont(semibold(FontRole::Title));
    painter.drawText(
        QRect(sheet.left() + grid(padding), sheet.top() + grid(padding), sheet.width(), grid(lineHeight)),
        Qt::AlignVCenter, tr("Keyboard shortcuts"));
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const auto [column, y] = places[i];
        paintBlock(&painter, m_blocks[i],
                   {sheet.left() + grid(padding) + int(column) * grid(columnWidth + padding),
                    sheet.top() + head + y});
    }
}

void ShortcutsSheet::keyPressEvent(QKeyEvent *)
{
    hide();
    parentWidget()->setFocus();
}

void ShortcutsSheet::mousePressEvent(QMouseEvent *)
{
    hide();
}

bool ShortcutsSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace creel
