// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/ids.h"

#include <QString>
#include <QWidget>

namespace creel {

class Session;

/// The pane beside the table: one event whole. Its header says what it is and offers what can be done with
/// it; its tabs show payload, headers, raw bytes, copies and attempts. GUI thread; loads one delivery when an
/// event is set, builds its views from it lazily, and never writes.
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

private:
    EventId m_event{};
};

} // namespace creel
