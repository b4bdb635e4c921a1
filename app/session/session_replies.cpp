// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/handshake_settings.h"
#include "app/session/session.h"
#include "app/session/session_state.h"

// What senders are answered: rules, sequences, handshakes.

using namespace Qt::StringLiterals;

namespace creel {

/// As they were when Creel last ended.
void Session::beginReplies()
{
    auto &s = *m_state;
    QString problem;
    s.replies = storedReplyChoice(&problem);
    s.capture.setRules(rulesOf(s.replies));
    s.handshakes = storedHandshakes(s.secrets);
    s.capture.setHandshakes(s.handshakes);
    if (!problem.isEmpty())
        post({Notice::Kind::Warning, u"rules"_s, problem, {}});
}

void Session::setReplies(const ReplyChoice &choice)
{
    auto &s = *m_state;
    const bool other = rulesOf(choice) != rulesOf(s.replies);
    const bool ownToo = choice.own != s.replies.own;
    s.replies = choice;
    if (other)
        s.capture.setRules(rulesOf(choice));
    keepReplies(ownToo || !s.unwrittenReplies.isEmpty());
    emit repliesChanged();
}

void Session::keepReplies(bool ownToo)
{
    auto &s = *m_state;
    QString problem;
    if (!storeReplyChoice(s.replies, ownToo, &problem))
        post({Notice::Kind::Warning, u"rules"_s, problem, {}});
    else if (ownToo) // what was not written goes on being so
        withdraw(u"rules"_s);
    s.unwrittenReplies = problem;
}

void Session::writeReplies()
{
    keepReplies(true);
}

QString Session::unwrittenReplies() const
{
    return m_state->unwrittenReplies;
}

const ReplyChoice &Session::replies() const
{
    return m_state->replies;
}

void Session::resetSequences()
{
    m_state->capture.resetSequences();
}

void Session::setHandshakes(const HandshakeOptions &handshakes)
{
    auto &s = *m_state;
    s.handshakes = handshakes;
    s.capture.setHandshakes(handshakes);
    storeHandshakes(handshakes, s.secrets);
}

HandshakeOptions Session::handshakes() const
{
    return m_state->handshakes;
}

bool Session::secretsLast() const
{
    return m_state->secrets.lasting();
}

void Session::takeSecrets()
{
    auto &s = *m_state;
    s.handshakes = storedHandshakes(s.secrets);
    s.capture.setHandshakes(s.handshakes);
    emit handshakesChanged();
}

} // namespace creel
