// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/resend_strip.h"

#include "app/session/session.h"
#include "ui/resend/answer_words.h"
#include "ui/text/text.h"

namespace creel {

using namespace Qt::StringLiterals;

ResendStrip::ResendStrip(Session *session, QWidget *parent) : NoteRow(parent), m_session(session)
{
    setObjectName(u"resendStrip"_s);
    setAccessibleName(tr("Resend result"));
    connect(this, &NoteRow::actionTriggered, this, &ResendStrip::act);
    connect(session, &Session::attemptFinished, this, &ResendStrip::finish);
}

void ResendStrip::setEvent(EventId event)
{
    if (event == m_event)
        return;
    m_event = event;
    m_ticket = 0;
    m_stage = Stage::Idle;
    say(Tone::Info, {});
}

void ResendStrip::resend()
{
    if (m_event == EventId{} || m_stage == Stage::Sending)
        return;
    const Draft draft = m_session->draftOf(m_event);
    m_stage = Stage::Sending;
    say(Tone::Info, tr("Sending to %1").arg(safeText(draft.url, 200)), tr("Cancel"));
    m_ticket = m_session->send(draft);
}

void ResendStrip::act()
{
    switch (m_stage) {
    case Stage::Sending:
        return m_session->cancelSend(m_ticket);
    case Stage::Answered:
        return emit answerRequested();
    case Stage::Failed:
        return resend();
    case Stage::Idle:
        break;
    }
}

void ResendStrip::finish(quint64 ticket, const Attempt &attempt)
{
    if (m_stage != Stage::Sending || ticket != m_ticket)
        return;
    const bool answered = attempt.status > 0 && attempt.error.isEmpty();
    m_stage = answered ? Stage::Answered : Stage::Failed;
    const bool good = attempt.status >= 200 && attempt.status < 300;
    const Tone tone = !answered ? Tone::Bad : (good ? Tone::Good : Tone::Warning);
    const QString words = answered ? tr("%1 · %2").arg(outcomeWords(attempt), safeText(attempt.url, 200))
                                   : outcomeWords(attempt);
    say(tone, words, answered ? tr("Show answer") : tr("Retry"));
}

} // namespace creel
