// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_sheet.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/window/shortcuts_page.h"

#include <QAction>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

/// Round what scrolls, so that it stays clear of the round corners.
int frame()
{
    return grid(4);
}

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

std::vector<ShortcutsPage::Block> blocksOf(const std::vector<ShortcutsSheet::Group> &groups)
{
    std::vector<ShortcutsPage::Block> blocks;
    for (const auto &[heading, actions, keys] : groups) {
        ShortcutsPage::Block block{heading, {}};
        for (const auto *action : actions) {
            if (!action->shortcut().isEmpty())
                block.lines.emplace_back(nameOf(action), keysOf(action));
        }
        block.lines.insert(block.lines.end(), keys.begin(), keys.end());
        blocks.push_back(std::move(block));
    }
    return blocks;
}

} // namespace

ShortcutsSheet::ShortcutsSheet(const std::vector<Group> &groups, QWidget *window)
    : QWidget(window)
    , m_area(new QScrollArea(this))
{
    setObjectName(u"shortcuts"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    const auto blocks = blocksOf(groups);
    QStringList spoken;
    for (const auto &block : blocks) {
        for (const auto &[words, keys] : block.lines)
            spoken += words + u": "_s + keys;
    }
    setAccessibleDescription(spoken.join(u", "_s));
    m_page = new ShortcutsPage(blocks, m_area);
    m_area->setObjectName(u"shortcuts.scroll"_s);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setWidget(m_page);
    m_page->setAutoFillBackground(false);
    hide();
}

void ShortcutsSheet::showOver()
{
    setGeometry(parentWidget()->rect());
    layOut(); // the font may be another than last time
    m_area->verticalScrollBar()->setValue(0);
    raise();
    show();
    setFocus();
}

void ShortcutsSheet::resizeEvent(QResizeEvent *)
{
    layOut();
}

void ShortcutsSheet::layOut()
{
    const int edge = grid(8) + frame();
    const auto room = size().shrunkBy({edge, edge, edge, edge});
    m_page->fit(room);
    auto wanted = m_page->size();
    if (wanted.height() > room.height())
        wanted.rwidth() += m_area->verticalScrollBar()->sizeHint().width();
    QRect place({}, wanted.boundedTo(room));
    place.moveCenter(rect().center());
    m_area->setGeometry(place);
}

void ShortcutsSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = theme().background;
    veil.setAlphaF(0.72f);
    painter.fillRect(rect(), veil);
    const int out = frame();
    fillRounded(&painter, m_area->geometry().adjusted(-out, -out, out, out), grid(8), theme().panel,
                theme().line);
}

void ShortcutsSheet::keyPressEvent(QKeyEvent *event)
{
    auto *bar = m_area->verticalScrollBar();
    switch (bar->maximum() > 0 ? event->key() : 0) {
    case Qt::Key_Down:
        return bar->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_Up:
        return bar->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    default:
        hide();
        parentWidget()->setFocus();
    }
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
