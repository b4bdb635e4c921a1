// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_sheet.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QKeySequence>
#include <QPainter>

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
} // namespace

ShortcutsSheet::ShortcutsSheet(std::vector<Group> groups, QWidget *window)
    : QWidget(window)
    , m_groups(std::move(groups))
{
    setObjectName(u"shortcuts"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    for (auto &group : m_groups)
        std::erase_if(group.actions, [](const QAction *action) { return action->shortcut().isEmpty(); });
    hide();
}

void ShortcutsSheet::showOver()
{
    setGeometry(parentWidget()->rect());
    QStringList spoken;
    for (const auto &group : m_groups) {
        for (const auto *action : group.actions)
            spoken += nameOf(action) + u": "_s + action->shortcut().toString(QKeySequence::NativeText);
    }
    setAccessibleDescription(spoken.join(u", "_s));
    raise();
    show();
    setFocus();
}

void ShortcutsSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = theme().background;
    veil.setAlphaF(0.72f);
    painter.fillRect(rect(), veil);

    // two columns, filled group by group
    int lines = 0;
    for (const auto &group : m_groups)
        lines += int(group.actions.size()) + 2;
    const int perColumn = (lines + 1) / 2;
    QRect sheet(0, 0, grid(2 * columnWidth + 3 * padding), grid((perColumn + 3) * lineHeight + 2 * padding));
    sheet.moveCenter(rect().center());
    fillRounded(&painter, sheet, grid(8), theme().panel, theme().line);
    int x = sheet.left() + grid(padding);
    int y = sheet.top() + grid(padding);
    painter.setPen(theme().text);
    painter.setFont(semibold(FontRole::Title));
    painter.drawText(QRect(x, y, sheet.width(), grid(lineHeight)), Qt::AlignVCenter,
                     tr("Keyboard shortcuts"));
    const int top = y + grid(lineHeight + 12);
    y = top;
    int used = 0;
    for (const auto &group : m_groups) {
        if (used > 0 && used + int(group.actions.size()) + 1 > perColumn + 1 && x < sheet.center().x()) {
            x = sheet.center().x() + grid(padding) / 2;
            y = top;
            used = 0;
        }
        painter.setFont(semibold(FontRole::Caption));
        painter.setPen(theme().dim);
        painter.drawText(QRect(x, y, grid(columnWidth), grid(lineHeight)), Qt::AlignVCenter, group.heading);
        y += grid(lineHeight);
        for (const auto *action : group.actions) {
            const QRect line(x, y, grid(columnWidth), grid(lineHeight));
            painter.setFont(creel::font(FontRole::Base));
            painter.setPen(theme().text);
            painter.drawText(line, Qt::AlignVCenter, nameOf(action));
            painter.setFont(creel::font(FontRole::MonoSecondary));
            painter.setPen(theme().dim);
            painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight,
                             action->shortcut().toString(QKeySequence::NativeText));
            y += grid(lineHeight);
        }
        y += grid(lineHeight) / 2;
        used += int(group.actions.size()) + 2;
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
