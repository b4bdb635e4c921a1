// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_delegate.h"

#include "ui/replies/rule_list_model.h"
#include "ui/replies/rule_words.h"
#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 52;

QRect switchRect(const QRect &row)
{
    return {row.left() + grid(16), row.top() + grid(10), grid(16), grid(16)};
}

QColor colorOf(const ReplyShape &shape)
{
    if (shape.end == ReplyShape::End::Normal && shape.status < 300)
        return theme().ok;
    return shape.end == ReplyShape::End::Normal && shape.status < 500 ? theme().warning : theme().bad;
}

} // namespace

QSize RuleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {grid(200), grid(rowHeight)};
}

void RuleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto *model = static_cast<const RuleListModel *>(index.model());
    const auto &rule = model->at(index.row());
    const bool sound = model->problem(index.row()).isEmpty();
    painter->save();
    const QRect plate = option.rect.adjusted(grid(8), grid(1), -grid(8), -grid(1));
    if (option.state.testFlag(QStyle::State_Selected))
        fillRounded(painter, plate, grid(6), theme().selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        fillRounded(painter, plate, grid(6), theme().hover);
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(painter, plate, grid(6));

    QStyleOptionViewItem box(option);
    box.rect = switchRect(option.rect);
    box.state.setFlag(QStyle::State_On, rule.enabled);
    const auto *style = option.widget->style();
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);

    QRect line(box.rect.right() + grid(10), plate.top() + grid(6), 0, grid(20));
    line.setRight(plate.right() - grid(8));
    const auto answer = answerWord(rule.reply);
    const int wide = badgeWidth(answer, true);
    drawBadge(painter, QRect(line.right() - wide + 1, line.top(), wide, line.height()), answer,
              rule.enabled ? colorOf(rule.reply) : theme().dim, true);
    painter->setFont(semibold(FontRole::Base));
    painter->setPen(rule.enabled ? theme().text : theme().dim);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(safeText(rule.name, 80), Qt::ElideRight,
                                                        line.width() - wide - grid(8)));
    line.translate(0, grid(20));
    painter->setFont(font(FontRole::Secondary));
    painter->setPen(sound ? theme().dim : theme().bad);
    if (!sound) {
        icon(u"warning"_s, theme().bad).paint(painter, line.left(), line.top() + grid(3), grid(14), grid(14));
        line.setLeft(line.left() + grid(20));
    }
    const auto words = sound ? ruleWords(rule) : safeText(model->problem(index.row()), 200);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(words, Qt::ElideRight, line.width()));
    painter->restore();
}

bool RuleDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    bool wanted = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int around = grid(6);
        wanted = mouse->button() == Qt::LeftButton && switchRect(option.rect)
                                                          .adjusted(-around, -around, around, around)
                                                          .contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::KeyPress) {
        wanted = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    }
    if (!wanted)
        return false;
    const bool on = index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace creel
