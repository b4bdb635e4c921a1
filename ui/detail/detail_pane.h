// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/ids.h"
#include "app/thread/newest_work.h"
#include "ui/detail/copy_menu.h"
#include "ui/detail/shown_event.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QStackedWidget;
class QTabWidget;

namespace creel {

class AttemptsView;
class ComparePage;
class CopiesModel;
class CopiesView;
class EmptyPane;
class HeadersPage;
class PaneHeader;
class PayloadPage;
class PayloadTree;
class RawPage;
class ResendStrip;
class Session;

/// The pane beside the table: one event whole. Its header says what it is and offers what can be done with
/// it; its tabs show payload, headers, raw bytes, copies and attempts. GUI thread; loads one delivery when an
/// event is set, builds its views from it lazily, and never writes. A large body is read on a thread of its
/// own: until then the pane shows what it knows without it.
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    enum class Tab { Payload, HeaderLines, Raw, Copies, Attempts };

    explicit DetailPane(Session *session, QWidget *parent = nullptr);
    ~DetailPane() override;

    /// Shows @p id; 0 (or an event that is gone) shows the empty state.
    void setEvent(EventId id);
    EventId event() const { return m_event; }
    void showTab(Tab tab);
    Tab tab() const;

    /// Sends the event again at once, as it arrived; the answer appears under the header.
    void resend();
    /// Emits editRequested() with the event's draft.
    void editAndResend();
    /// Shows what differs between this event and the copy before it (or the event of its type before it).
    void compare();
    /// Shows what differs between this event and @p other.
    void compareWith(EventId other);
    /// Puts the cursor into the search line of the payload tree.
    void findInPayload();

signals:
    void editRequested(const creel::Draft &draft);
    void eventActivated(creel::EventId id);
    /// A filter a person asked for by a value of the payload, e.g. `data.to="+447700900123"`.
    void filterRequested(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTabs();
    void addTab(QWidget *page, const QString &words);
    void showCopiesStrip();
    void reload(EventId id);
    void refreshCopies();
    void refreshReplies();
    void refreshAttempts();
    void showTabCounts();
    void fillCurrentTab();
    void beginReading();
    void bodyIsRead(std::shared_ptr<ShownEvent> read);
    const PayloadTree *shownTree() const;
    void closeCompare();
    QByteArray copyTextOf(CopyForm form) const;
    bool hasCopyTextOf(CopyForm form) const;
    int countDifferences(EventId copy, EventId first) const;

    Session *m_session;
    EventId m_event{};
    std::shared_ptr<const ShownEvent> m_shown;
    std::vector<CopyRow> m_copies;
    std::vector<bool> m_filled; ///< by tab: it shows m_shown already
    EventId m_comparedWith{};

    QStackedWidget *m_stack;
    EmptyPane *m_empty;
    PaneHeader *m_header;
    ResendStrip *m_resend;
    QTabWidget *m_tabs;
    CopiesModel *m_copiesModel;
    PayloadPage *m_payload;
    HeadersPage *m_headers;
    RawPage *m_raw;
    CopiesView *m_copiesView;
    AttemptsView *m_attempts;
    ComparePage *m_compare;
    CopiesView *m_copiesStrip;
    NewestWork m_reading{QStringLiteral("body")}; ///< of an event that isBeingRead
};

} // namespace creel
