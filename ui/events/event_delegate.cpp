// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_delegate.h"

#include "ui/events/event_table_model.h"
#include "ui/events/row_words.h"
#include "ui/theme/line_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

void drawText(QPainter *painter, const QRect &rect, const QString &text, FontRole role, const QColor &color,
              Qt::TextElideMode elided = Qt::ElideRight)
{
    painter->setFont(font(role));
    painter->setPen(color);
    drawLine(painter, rect, text, elided);
}

void drawNumber(QPainter *painter, const QRect &rect, const QString &text)
{
    painter->setFont(font(FontRole::Secondary));
    painter->setPen(theme().dim);
    drawDigits(painter, rect, text);
}

/// How many characters of a key stand in @p rect.
qsizetype roomFor(QPainter *painter, const QRect &rect)
{
    painter->setFont(font(FontRole::MonoSecondary));
    static const QString most(keyChars, u'0');
    return std::min<qsizetype>(keyChars, rect.width() * keyChars / lineWidth(painter, most));
}

/// @p words, or what @p shortened leaves of them; most fit, which is known without measuring them anew.
QString fitted(QPainter *painter, const QString &words, int width, QString (*shortened)(const QString &, int))
{
    painter->setFont(font(FontRole::Base));
    return lineWidth(painter, words) <= width ? words : shortened(words, width);
}

/// Whether the cell is the first of its row.
bool isFirst(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    return view && view->horizontalHeader()->visualIndex(index.column()) == 0;
}

/// Where the reason of a row that was refused or cut off stands: such a row has no key, so the column of
/// keys is lent to it where it follows the one of subjects. Empty for all other cells.
QRect roomOfReason(const QStyleOptionViewItem &option, const QModelIndex &index, const EventSummary &row)
{
    const auto column = Column(index.column());
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    if (!view || row.malformed == Symbol{} || row.key != Symbol{} ||
        (column != Column::Subject && column != Column::Key))
        return {};
    const auto *header = view->horizontalHeader();
    const int subject = int(Column::Subject);
    const int key = int(Column::Key);
    if (header->isSectionHidden(subject) || header->isSectionHidden(key) ||
        header->visualIndex(key) != header->visualIndex(subject) + 1)
        return {};
    return {header->sectionViewportPosition(subject), option.rect.top(),
            header->sectionSize(subject) + header->sectionSize(key), option.rect.height()};
}

QColor statusColor(int status)
{
    return status >= 400 ? theme().bad : status == 0 ? theme().dim : theme().text;
}

} // namespace

EventDelegate::EventDelegate(const EventTableModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {grid(columnWidth(Column(index.column()))), grid(28)};
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    paintGround(painter, option, index);
    if (index.row() < m_model->rowCount()) {
        const auto &row = m_model->at(index.row());
        const auto reason = roomOfReason(option, index, row);
        const auto shown = reason.isEmpty() ? index : index.siblingAtColumn(int(Column::Subject));
        const bool begins = isFirst(option, shown) && !isRightAligned(Column(shown.column()));
        const auto inner = (reason.isEmpty() ? option.rect : reason)
                               .adjusted(grid(begins ? firstInset : cellPadding), 0, -grid(cellPadding), -1);
        if (!reason.isEmpty())
            painter->setClipRect(option.rect, Qt::IntersectClip); // the other cell draws the rest
        paintCell(painter, inner, row, Column(shown.column()));
    }
    painter->restore();
}

void EventDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const auto &colors = theme();
    const auto &rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || index.row() == m_hoveredRow)
        painter->fillRect(rect, selected ? colors.selection : colors.hover);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      mixed(colors.background, colors.line, 0.5));
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    if (!view)
        return;
    if (selected && isFirst(option, index))
        painter->fillRect(QRect(rect.left(), rect.top(), grid(3), rect.height()),
                          view->hasFocus() ? colors.accent : colors.dim);
    // With several rows selected, or none, the selection does not say where the keyboard is.
    if (view->hasFocus() && index.row() == view->currentIndex().row() && !selected)
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colors.accent);
}

void EventDelegate::paintCell(QPainter *painter, const QRect &rect, const EventSummary &row,
                              Column column) const
{
    const auto &colors = theme();
    const auto &events = m_model->events();
    const auto text = [&] { return cellText(events, row, column); };
    switch (column) {
    case Column::Number:
    case Column::Size:
        drawNumber(painter, rect, text());
        return;
    case Column::Received:
        drawText(painter, rect, text(), FontRole::MonoSecondary, colors.text);
        return;
    case Column::Type: {
        auto room = rect.adjusted(0, 0, grid(cellPadding - tightPadding), 0);
        room.setLeft(drawTypeSquare(painter, rect, typeColor(events.text(row.type))));
        drawText(painter, room, fitted(painter, text(), room.width(), typeWords), FontRole::Base, colors.text,
                 Qt::ElideLeft);
        return;
    }
    case Column::Subject:
        drawText(painter, rect, fitted(painter, text(), rect.width(), subjectWords), FontRole::Base,
                 row.malformed != Symbol{} ? colors.bad : colors.text);
        return;
    case Column::Key:
        drawText(painter, rect, keyText(events, row, roomFor(painter, rect)), FontRole::MonoSecondary,
                 colors.dim);
        return;
    case Column::Method:
    case Column::Path:
    case Column::Peer:
        drawText(painter, rect, text(), FontRole::MonoSecondary, colors.dim);
        return;
    case Column::Copies:
        paintCopies(painter, rect, row);
        return;
    case Column::Reply:
        paintReply(painter, rect, row);
        return;
    case Column::Rule:
    case Column::Note:
        drawText(painter, rect, text(), FontRole::Base, colors.dim);
        return;
    }
}

void EventDelegate::paintCopies(QPainter *painter, const QRect &rect, const EventSummary &row) const
{
    auto room = rect.adjusted(0, 0, grid(cellPadding - tightPadding), 0);
    if (row.pinned) {
        const int side = grid(14);
        const QRect box(room.right() + 1 - side, room.top() + (room.height() - side) / 2, side, side);
        icon(u"pin"_s, theme().accent).paint(painter, box);
        room.setRight(box.left() - grid(4));
    }
    const auto badge = badgeOf(m_model->events(), row);
    const bool bold = badge.tone == Badge::Tone::Bad;
    if (!badge.text.isEmpty())
        drawBadge(painter, room, badgeWords(badge, room.width()), toneColor(badge.tone), bold);
    else if (const auto copies = copyWords(m_model->events(), row); !copies.isEmpty())
        drawText(painter, room.adjusted(grid(8), 0, 0, 0), copies, FontRole::Caption, theme().dim);
}

void EventDelegate::paintReply(QPainter *painter, const QRect &rect, const EventSummary &row) const
{
    const auto status = statusText(row);
    drawText(painter, rect, status, FontRole::MonoSecondary, statusColor(row.status));
    const auto time = replyTimeText(row);
    if (time.isEmpty() || row.status == 0)
        return;
    const QString words = u" · "_s + time;
    const auto room = rect.adjusted(lineWidth(painter, status), 0, 0, 0);
    if (lineWidth(painter, words) <= room.width()) // whole or not at all: the detail has it too
        drawText(painter, room, words, FontRole::MonoSecondary, theme().dim);
}

} // namespace creel
