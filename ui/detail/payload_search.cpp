// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_search.h"

#include "ui/detail/plain_label.h"
#include "ui/detail/shown_event.h"
#include "ui/detail/tool_button.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint32 nodesPerTurn = 50'000; ///< some milliseconds
}

PayloadSearch::PayloadSearch(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_count(new PlainLabel(u"searchCount"_s, FontRole::Secondary, &Theme::dim, this))
{
    m_edit->setObjectName(u"payloadSearch"_s);
    m_edit->setAccessibleName(tr("Find in payload"));
    m_edit->setPlaceholderText(tr("Find in payload"));
    m_edit->setClearButtonEnabled(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid(12), grid(6), grid(8), grid(6));
    layout->setSpacing(grid(4));
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_count);
    layout->addWidget(iconButton(this, u"previousMatch"_s, u"chevron-up"_s,
                                 tr("Previous match (Shift+Enter)"), [this] { previous(); }));
    layout->addWidget(
        iconButton(this, u"nextMatch"_s, u"chevron-down"_s, tr("Next match (Enter)"), [this] { next(); }));
    layout->addWidget(iconButton(this, u"closeSearch"_s, u"close"_s, tr("Close (Esc)"), [this] { close(); }));
    connect(m_edit, &QLineEdit::textChanged, this, &PayloadSearch::restart);
    connect(&m_timer, &QTimer::timeout, this, &PayloadSearch::advance);
    hide();
}

void PayloadSearch::setEvent(std::shared_ptr<const ShownEvent> event)
{
    m_search = {}; // it points into the event that goes
    m_timer.stop();
    m_event = std::move(event);
    if (isVisible())
        restart();
}

void PayloadSearch::open()
{
    const bool isComing = m_event && m_event->isBeingRead && m_event->isJson();
    if (!isComing && (!m_event || m_event->outline.isEmpty()))
        return;
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    restart();
}

void PayloadSearch::close()
{
    m_timer.stop();
    hide();
    emit closed();
}

void PayloadSearch::restart()
{
    m_at = -1;
    m_search = OutlineSearch(m_event ? &m_event->outline : nullptr, m_edit->text());
    m_timer.start(0);
    tell();
}

void PayloadSearch::advance()
{
    if (!m_search.advance(nodesPerTurn))
        m_timer.stop();
    if (m_at < 0 && !m_search.matches().empty())
        step(1);
    tell();
}

void PayloadSearch::next()
{
    step(1);
}

void PayloadSearch::previous()
{
    step(-1);
}

void PayloadSearch::step(qsizetype by)
{
    const auto count = qsizetype(m_search.matches().size());
    if (count == 0)
        return;
    m_at = (m_at + by + count) % count;
    emit found(m_search.matches()[size_t(m_at)]);
    tell();
}

void PayloadSearch::tell()
{
    const auto count = qsizetype(m_search.matches().size());
    const bool isComing = m_event && m_event->isBeingRead;
    const bool isNone = count == 0 && m_search.finished() && !m_edit->text().isEmpty() && !isComing;
    m_count->setText(count > 0 ? tr("%1 of %2").arg(countText(m_at + 1), countText(count))
                     : isNone  ? tr("none")
                               : QString());
    m_edit->setProperty("edge", isNone ? u"bad"_s : QString());
    m_edit->update();
}

/// Esc means something in the window around it, too.
bool PayloadSearch::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PayloadSearch::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && (event->modifiers() & Qt::ShiftModifier))
        previous();
    else if (enter)
        next();
    else
        QWidget::keyPressEvent(event);
}

} // namespace creel
