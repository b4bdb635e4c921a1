// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_line.h"

#include "ui/events/offer_delegate.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

FilterLine::FilterLine(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_offers(new QStandardItemModel(this))
{
    setObjectName(u"filter"_s);
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter: type:message.* copies:>1 data.to:+44* or any text"));
    setFont(creel::font(FontRole::Mono));
    setClearButtonEnabled(true);
    addAction(icon(u"search"_s), LeadingPosition);
    for (auto *button : findChildren<QToolButton *>()) {
        const bool clear = button->objectName() == u"_q_qlineeditclearaction"_s || !button->defaultAction();
        button->setAccessibleName(clear ? tr("Clear the filter") : tr("Search"));
    }

    m_completer->setModel(m_offers);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setObjectName(u"filterOffers"_s);
    m_completer->popup()->setAccessibleName(tr("Ways to go on"));
    m_completer->popup()->setItemDelegate(new OfferDelegate(m_completer));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterLine::take);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::offer);
    fitMargins();
}

void FilterLine::setFigures(const QString &figures)
{
    if (figures == m_figures)
        return;
    m_figures = figures;
    setAccessibleDescription(figures);
    fitMargins();
    update();
}

void FilterLine::setFault(qsizetype at, qsizetype length)
{
    m_faultAt = at;
    m_faultLength = length;
    update();
}

int FilterLine::figuresWidth() const
{
    return m_figures.isEmpty() ? 0 : digitsWidth(creel::font(FontRole::Secondary), m_figures) + grid(12);
}

void FilterLine::fitMargins()
{
    setTextMargins(0, 0, figuresWidth(), 0);
}

void FilterLine::offer()
{
    const auto offers =
        filterOffers(text(), cursorPosition(), m_vocabulary ? m_vocabulary() : FilterVocabulary{});
    m_offers->clear();
    for (const auto &offered : offers) {
        auto *item = new QStandardItem(offered.text);
        item->setData(offered.about, OfferDelegate::AboutRole);
        item->setData(offered.about.isEmpty() ? offered.text : u"%1, %2"_s.arg(offered.text, offered.about),
                      Qt::AccessibleTextRole);
        m_offers->appendRow(item);
    }
    if (offers.empty()) {
        m_completer->popup()->hide();
        return;
    }
    const auto at = cursorRect().bottomLeft();
    m_completer->complete(QRect(at.x(), 0, grid(460), height() + grid(2)));
}

void FilterLine::take(const QString &offered)
{
    const auto part = typedPart(text(), cursorPosition());
    setSelection(int(part.from), int(part.length));
    insert(offered); // through the undo history
    if (offered.endsWith(u':'))
        offer();
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    const bool choosing = m_completer->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Down:
        if (!choosing) {
            emit historyRequested();
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (choosing && m_completer->popup()->currentIndex().isValid()) {
            event->ignore(); // the completer's
            return;
        }
        m_completer->popup()->hide();
        emit left();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    if (!m_figures.isEmpty()) {
        // Beside the clear button, which Qt keeps at the very right.
        const int button = text().isEmpty() ? grid(6) : grid(32);
        const QRect room(width() - figuresWidth() - button, 0, figuresWidth(), height());
        painter.setFont(creel::font(FontRole::Secondary));
        painter.setPen(theme().dim);
        drawDigits(&painter, room, m_figures);
    }
    if (m_faultLength == 0)
        return;
    // Measured from the cursor, because the line scrolls.
    const auto metrics = fontMetrics();
    const auto xOf = [&](qsizetype at) {
        const int cursor = cursorPosition();
        const int from = int(std::min(at, qsizetype(cursor)));
        const int to = int(std::max(at, qsizetype(cursor)));
        const int span = metrics.horizontalAdvance(text().mid(from, to - from));
        return cursorRect().center().x() + (at < cursor ? -span : span);
    };
    const int from = xOf(m_faultAt);
    const int to = m_faultLength < 0 ? from + metrics.averageCharWidth() : xOf(m_faultAt + m_faultLength);
    painter.fillRect(
        QRect(from, height() / 2 + metrics.ascent() / 2 + grid(3), std::max(grid(4), to - from), 2),
        theme().bad);
}

void FilterLine::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitMargins();
}

} // namespace creel
