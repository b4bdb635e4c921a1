// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detail_pane.h"

#include "app/session/session.h"
#include "ui/detail/compare_page.h"
#include "ui/detail/copies_view.h"
#include "ui/detail/empty_pane.h"
#include "ui/detail/headers_page.h"
#include "ui/detail/pane_header.h"
#include "ui/detail/payload_diff.h"
#include "ui/detail/payload_page.h"
#include "ui/detail/payload_tree.h"
#include "ui/detail/raw_page.h"
#include "ui/detail/resend_strip.h"
#include "ui/resend/attempts_view.h"
#include "ui/theme/theme.h"

#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int lowest = 340; ///< below it the payload has the room to itself; pixels of the design
}

DetailPane::DetailPane(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyPane(this))
    , m_header(new PaneHeader({[this](CopyForm form) { return copyTextOf(form); },
                               [this](CopyForm form) { return hasCopyTextOf(form); }},
                              this))
    , m_resend(new ResendStrip(session, this))
    , m_tabs(new QTabWidget(this))
    , m_copiesModel(new CopiesModel(
          [this](EventId copy, EventId first) { return countDifferences(copy, first); }, this))
    , m_payload(new PayloadPage(this))
    , m_headers(new HeadersPage(this))
    , m_raw(new RawPage(this))
    , m_copiesView(new CopiesView(CopiesView::Form::Whole, m_copiesModel, this))
    , m_attempts(new AttemptsView(this))
    , m_compare(new ComparePage(session, this))
    , m_copiesStrip(new CopiesView(CopiesView::Form::Strip, m_copiesModel, this))
{
    setObjectName(u"detailPane"_s);
    setAccessibleName(tr("Event details"));
    makeTabs();
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_resend);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_copiesStrip);
    m_copiesStrip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);

    connect(m_header, &PaneHeader::resendRequested, this, &DetailPane::resend);
    connect(m_header, &PaneHeader::editRequested, this, &DetailPane::editAndResend);
    connect(m_header, &PaneHeader::compareRequested, this, &DetailPane::compare);
    connect(m_resend, &ResendStrip::answerRequested, this, [this] { showTab(Tab::Attempts); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::fillCurrentTab);
    connect(m_payload, &PayloadPage::filterRequested, this, &DetailPane::filterRequested);
    connect(m_copiesView, &CopiesView::eventActivated, this, &DetailPane::eventActivated);
    connect(m_copiesStrip, &CopiesView::eventActivated, this, &DetailPane::eventActivated);
    connect(m_compare, &ComparePage::closed, this, &DetailPane::closeCompare);
    connect(session, &Session::appended, this, &DetailPane::refreshCopies);
    connect(session, &Session::rowsChanged, this, &DetailPane::refreshReplies);
    connect(session, &Session::cleared, this, [this] { setEvent({}); });
    connect(session, &Session::dropped, this, [this, session] {
        if (m_event != EventId{} && session->events().rowOf(m_event) < 0)
            reload(m_event); // it is gone, and says so
    });
    connect(session, &Session::attemptFinished, this, &DetailPane::refreshAttempts);
}

DetailPane::~DetailPane() = default;

/// Under the payload, where there is room for both.
void DetailPane::showCopiesStrip()
{
    const bool isLow = height() < grid(lowest);
    m_copiesStrip->setVisible(m_copies.size() > 1 && m_tabs->currentWidget() == m_payload && !isLow);
}

void DetailPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showCopiesStrip();
}

void DetailPane::setEvent(EventId id)
{
    if (id == m_event && (id == EventId{} || m_shown))
        return;
    m_comparedWith = {};
    reload(id);
}

void DetailPane::reload(EventId id)
{
    m_reading.cancel();
    auto loaded = id == EventId{} ? std::nullopt : loadEvent(*m_session, id);
    m_event = id;
    m_shown = loaded ? std::make_shared<const ShownEvent>(std::move(*loaded)) : nullptr;
    m_resend->setEvent(m_shown ? id : EventId{});
    m_empty->setGone(id != EventId{} && !m_shown);
    m_stack->setCurrentIndex(m_shown ? 1 : 0);
    m_filled.assign(m_filled.size(), false);
    m_copies.clear();
    if (!m_shown)
        return m_payload->setEvent(nullptr);
    refreshCopies();
    refreshReplies();
    refreshAttempts();
    fillCurrentTab();
    if (m_shown->isBeingRead)
        beginReading();
}

void DetailPane::refreshCopies()
{
    if (!m_shown)
        return;
    const EventList &events = m_session->events();
    const qint64 row = events.rowOf(m_event);
    const int copies = row < 0 ? 1 : events.copies(events.at(size_t(row)));
    if (!m_copies.empty() && int(m_copies.size()) == copies)
        return;
    m_copies = copiesOf(*m_session, m_event);
    m_copiesModel->setCopies(m_copies, m_event);
    m_header->setEvent(*m_shown, copies);
    m_copiesView->showCurrent(m_event);
    m_copiesStrip->showCurrent(m_event);
    showTabCounts();
}

/// What became of an answer is known after its event was shown, and here before it is in the file.
void DetailPane::refreshReplies()
{
    if (!m_shown)
        return;
    const EventList &events = m_session->events();
    const auto statusOf = [&events](EventId id, int known) {
        const qint64 row = events.rowOf(id);
        return row < 0 ? known : int(events.at(size_t(row)).status);
    };
    const auto isOther = [&](const CopyRow &copy) { return statusOf(copy.id, copy.status) != copy.status; };
    auto reply = m_shown->record.reply;
    if (const qint64 row = events.rowOf(m_event); row >= 0) {
        reply.status = events.at(size_t(row)).status;
        reply.outcome = events.text(events.at(size_t(row)).outcome);
    }
    const bool isAsShown = reply == m_shown->record.reply;
    if (isAsShown && std::ranges::none_of(m_copies, isOther))
        return;
    if (!isAsShown) {
        auto shown = *m_shown;
        shown.record.reply = reply;
        m_shown = std::make_shared<const ShownEvent>(std::move(shown));
    }
    m_copies.clear();
    refreshCopies();
}

void DetailPane::refreshAttempts()
{
    if (!m_shown)
        return;
    m_attempts->setAttempts(m_session->attempts(m_event));
    showTabCounts();
}

void DetailPane::resend()
{
    m_resend->resend();
}

void DetailPane::editAndResend()
{
    if (m_shown)
        emit editRequested(m_session->draftOf(m_event));
}

void DetailPane::findInPayload()
{
    showTab(Tab::Payload);
    m_payload->openSearch();
}

/// The tree where it shows this event: another one is in it until it is looked at, and the body is read.
const PayloadTree *DetailPane::shownTree() const
{
    const auto *event = m_payload->tree()->outlineModel()->event();
    return event && event->record.id == m_event ? m_payload->tree() : nullptr;
}

QByteArray DetailPane::copyTextOf(CopyForm form) const
{
    if (!m_shown)
        return {};
    if (form == CopyForm::Pointer)
        return shownTree() ? shownTree()->currentPointer() : QByteArray();
    if (form == CopyForm::Value)
        return shownTree() ? shownTree()->currentValue() : QByteArray();
    return copyText(*m_shown, form);
}

bool DetailPane::hasCopyTextOf(CopyForm form) const
{
    if (!m_shown)
        return false;
    if (form == CopyForm::Pointer)
        return shownTree() && !shownTree()->currentPointer().isEmpty();
    if (form == CopyForm::Value)
        return shownTree() && shownTree()->hasCurrentValue();
    return hasCopyText(*m_shown, form);
}

int DetailPane::countDifferences(EventId copy, EventId first) const
{
    const Outline before = loadOutline(*m_session, first);
    const Outline after = loadOutline(*m_session, copy);
    if (before.isEmpty() || after.isEmpty())
        return -1;
    return int(comparePayloads(before, after).differences.size());
}

} // namespace creel
