// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/draft_of.h"
#include "app/session/listen_settings.h"
#include "app/session/session_state.h"
#include "app/session/settings.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace creel {

void Session::listen(const ListenOptions &options)
{
    auto &s = *m_state;
    s.keepsAsked = s.keepsAsked && options == s.asked;
    s.asked = options;
    if (s.listenState.kind != ListenState::Kind::Listening) { // until the listener has tried
        s.listenState.options = options;
        s.listenState.port = options.port;
    }
    s.capture.listen(options);
}

void Session::chooseListening(const ListenOptions &options)
{
    listen(options);
    m_state->keepsAsked = true;
}

void Session::stopListening()
{
    m_state->capture.stop();
}

void Session::listenerIs(const ListenState &state)
{
    auto &s = *m_state;
    s.listenState = state;
    const bool listening = state.kind == ListenState::Kind::Listening;
    if (s.keepsAsked && listening && state.problem.isEmpty() && state.options == s.asked) {
        storeListenOptions(s.asked);
        s.keepsAsked = false;
    }
    if (!state.problem.isEmpty())
        post({Notice::Kind::Error, u"listen"_s,
              listening
                  ? tr("%1 Creel still listens on %2.").arg(state.problem, QString::fromUtf8(state.url()))
                  : state.problem,
              state.wantsOtherPort ? std::vector{Remedy::FreePort, Remedy::ListenOn, Remedy::TryAgain}
                                   : std::vector{Remedy::ListenOn, Remedy::TryAgain}});
    else
        withdraw(u"listen"_s);
    emit listenStateChanged();
}

void Session::storeIs(const StoreError &error)
{
    if (error && m_state->readOnly)
        return; // has been said
    if (error)
        post({Notice::Kind::Error,
              u"store"_s,
              tr("Events cannot be kept: %1 Until they can, senders are answered 503.").arg(error.text),
              {error.kind == StoreError::Kind::Full ? Remedy::SaveAs : Remedy::NewSession}});
    else
        withdraw(u"store"_s);
    m_state->storeProblem = error.text;
    emit keepingChanged();
}

ListenState Session::listenState() const
{
    return m_state->listenState;
}

void Session::setPaused(bool paused)
{
    m_state->paused = paused;
    m_state->capture.setPaused(paused);
    emit listenStateChanged();
}

bool Session::paused() const
{
    return m_state->paused;
}

CaptureCounters Session::counters() const
{
    return m_state->capture.counters();
}

double Session::eventsPerSecond() const
{
    return m_state->rate.perSecond(m_state->clock.elapsed());
}

QByteArray Session::ownUrl() const
{
    return m_state->listenState.url();
}

Draft Session::draftOf(EventId event)
{
    const auto found = record(event);
    const auto whole = found ? delivery(found->delivery) : std::nullopt;
    const QByteArray target = settings()->value("send/target"_L1).toByteArray();
    return whole ? creel::draftOf(*whole, event, target.isEmpty() ? ownUrl() : target) : Draft{};
}

Draft Session::newDraft() const
{
    Draft draft;
    const QByteArray target = settings()->value("send/target"_L1).toByteArray();
    draft.url = target.isEmpty() ? ownUrl() : target;
    draft.headers = {{"Content-Type", "application/json"}};
    draft.body = "{\n    \n}\n";
    return draft;
}

/// A certificate of our own listener needs no proof: it is this very process that answers.
Sender *Session::senderFor(const QByteArray &url)
{
    auto &s = *m_state;
    const bool own = s.listenState.kind == ListenState::Kind::Listening && s.listenState.options.tls() &&
                     url.startsWith(s.listenState.url());
    return own ? &s.ownSender : &s.sender;
}

quint64 Session::send(const Draft &draft)
{
    auto &s = *m_state;
    const quint64 ticket = ++s.lastTicket;
    auto *sender = senderFor(draft.url);
    s.tickets[ticket] = {sender,
                         sender->send(draft,
                                      [this, ticket](const Attempt &attempt) {
                                          m_state->mailbox.post(
                                              [this, ticket, attempt] { attemptEnded(ticket, attempt); });
                                      }),
                         s.fileIdentity};
    return ticket;
}

void Session::attemptEnded(quint64 ticket, const Attempt &attempt)
{
    auto &s = *m_state;
    const qint64 identity = s.tickets.take(ticket).fileIdentity;
    if (s.readOnly) {
        emit attemptFinished(ticket, attempt);
        return;
    }
    s.capture.withWriter([this, ticket, attempt, identity](SessionWriter *writer) {
        Attempt kept = attempt;
        const bool isItsFile = writer && writer->identity() == identity; // ids are a file's own
        const StoreError error = isItsFile ? writer->saveAttempt(kept) : StoreError{};
        m_state->mailbox.post([this, ticket, kept, error] {
            if (error)
                post({Notice::Kind::Warning,
                      u"attempt"_s,
                      tr("The attempt is not kept: %1").arg(error.text),
                      {}});
            emit attemptFinished(ticket, kept);
        });
    });
}

void Session::cancelSend(quint64 ticket)
{
    if (const auto found = m_state->tickets.constFind(ticket); found != m_state->tickets.cend())
        found->sender->cancel(found->ticket);
}

std::vector<Attempt> Session::attempts(EventId source)
{
    return m_state->reader ? m_state->reader->attempts(source) : std::vector<Attempt>{};
}

void Session::sendSamples(int count)
{
    auto &s = *m_state;
    if (s.catalogs->all().empty())
        return;
    if (!s.samples)
        s.samples.emplace(s.catalogs->all().front(),
                          SampleOptions{{}, 0.1, quint64(QDateTime::currentMSecsSinceEpoch()), 0});
    for (int i = 0; i < count; ++i) {
        Draft draft;
        draft.url = ownUrl();
        draft.headers = {{"Content-Type", "application/json"}, {"User-Agent", "Creel-sample/" CREEL_VERSION}};
        draft.body = s.samples->next().body;
        senderFor(draft.url)->send(draft, [](const Attempt &) {});
    }
}

} // namespace creel
