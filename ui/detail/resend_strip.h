// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "ui/detail/note_row.h"

namespace creel {

class Session;

/// Sends the shown event again and says under the header what became of it: under way (Cancel), answered
/// (Show answer), failed (Retry). Going to another event hides it; the attempt is kept all the same.
class ResendStrip : public NoteRow
{
    Q_OBJECT
public:
    explicit ResendStrip(Session *session, QWidget *parent = nullptr);

    void setEvent(EventId event);
    void resend();

signals:
    void answerRequested();

private:
    void act();
    void finish(quint64 ticket, const Attempt &attempt);

    enum class Stage { Idle, Sending, Answered, Failed };
    Session *m_session;
    EventId m_event{};
    quint64 m_ticket = 0; ///< of the attempt under way
    Stage m_stage = Stage::Idle;
};

} // namespace creel
