// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the detail: what stands on them, and when their pages are filled.
#include "ui/detail/compare_page.h"
#include "ui/detail/copies_view.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/headers_page.h"
#include "ui/detail/payload_page.h"
#include "ui/detail/raw_page.h"
#include "ui/resend/attempts_view.h"
#include "ui/text/text.h"

#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

void DetailPane::makeTabs()
{
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setAccessibleName(tr("Event details"));
    m_tabs->setDocumentMode(true);
    m_tabs->setElideMode(Qt::ElideRight); // so they get narrower before they scroll
    m_tabs->tabBar()->setObjectName(u"detailTabBar"_s);
    m_tabs->tabBar()->setDrawBase(false);
    addTab(m_payload, tr("Payload"));
    addTab(m_headers, tr("Headers"));
    addTab(m_raw, tr("Raw"));
    addTab(m_copiesView, tr("Copies"));
    addTab(m_attempts, tr("Attempts"));
    m_compare->hide();
    m_filled.assign(size_t(m_tabs->count()) + 1, false);
}

void DetailPane::addTab(QWidget *page, const QString &words)
{
    const int at = m_tabs->addTab(page, words);
    m_tabs->tabBar()->setAccessibleTabName(at, words);
    m_tabs->setTabToolTip(at, words);
}

void DetailPane::showTabCounts()
{
    const auto label = [this](QWidget *page, const QString &words, qint64 count, qint64 from) {
        const int at = m_tabs->indexOf(page);
        m_tabs->setTabText(at, count >= from ? u"%1 %2"_s.arg(words, countText(count)) : words);
    };
    label(m_headers, tr("Headers"), qint64(m_shown->delivery.headers().size()), 0);
    label(m_copiesView, tr("Copies"), qint64(m_copies.size()), 2);
    label(m_attempts, tr("Attempts"), m_attempts->count(), 1);
    showCopiesStrip();
}

/// Pages are filled when they are first looked at, so that walking through the table costs one of them.
void DetailPane::fillCurrentTab()
{
    if (!m_shown)
        return;
    showCopiesStrip();
    const auto at = size_t(std::max(m_tabs->currentIndex(), 0));
    if (m_filled[at])
        return;
    m_filled[at] = true;
    QWidget *page = m_tabs->currentWidget();
    if (page == m_payload)
        m_payload->setEvent(m_shown);
    else if (page == m_headers)
        m_headers->setEvent(m_shown);
    else if (page == m_raw)
        m_raw->setEvent(m_shown);
    else if (page == m_compare)
        m_compare->setEvent(m_shown, m_copies, m_comparedWith);
}

void DetailPane::beginReading()
{
    m_reading.start([this, event = m_shown]() -> NewestWork::Finish {
        auto read = std::make_shared<ShownEvent>(*event);
        readBody(*read);
        return [this, read] { bodyIsRead(read); };
    });
}

/// Fills anew what depends on the body; what else is shown stays as it is, and where it is scrolled to.
void DetailPane::bodyIsRead(std::shared_ptr<ShownEvent> read)
{
    const bool wasCoded = !m_shown->coding.isEmpty();
    read->record = m_shown->record; // its reply may be known better by now
    m_shown = std::move(read);
    m_filled[size_t(m_tabs->indexOf(m_payload))] = false;
    if (wasCoded == m_shown->coding.isEmpty()) // it is not what it says it is: its bytes are text
        m_filled[size_t(m_tabs->indexOf(m_raw))] = false;
    if (m_filled.back())
        m_compare->bodyIsRead(m_shown);
    fillCurrentTab();
}

void DetailPane::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

DetailPane::Tab DetailPane::tab() const
{
    return Tab(std::clamp(m_tabs->currentIndex(), 0, int(Tab::Attempts)));
}

void DetailPane::compare()
{
    compareWith({});
}

void DetailPane::compareWith(EventId other)
{
    if (!m_shown)
        return;
    m_comparedWith = other;
    if (m_tabs->indexOf(m_compare) < 0)
        addTab(m_compare, tr("Compare"));
    m_filled.back() = false;
    m_tabs->setCurrentWidget(m_compare);
    fillCurrentTab();
}

void DetailPane::closeCompare()
{
    m_tabs->removeTab(m_tabs->indexOf(m_compare));
    showTab(Tab::Payload);
}

} // namespace creel
