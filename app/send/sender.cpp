// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/sender.h"

#include "app/send/carrier.h"
#include "app/thread/worker_thread.h"

#include <QCoreApplication>

#include <atomic>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace creel {

struct Sender::State {
    SendOptions options;
    std::atomic<quint64> lastTicket = 0;
    std::unordered_map<quint64, Carrier *> carriers; ///< the sender's thread only
    WorkerThread thread{u"sender"_s};

    void start(quint64 ticket, const Draft &draft, Done done)
    {
        auto *carrier = new Carrier(options);
        carriers.emplace(ticket, carrier);
        carrier->carry(draft, parseTarget(draft.url),
                       [this, ticket, carrier, done = std::move(done)](Attempt attempt) {
                           carriers.erase(ticket);
                           carrier->deleteLater();
                           done(std::move(attempt));
                       });
    }
};

Sender::Sender(SendOptions options) : m_state(std::make_unique<State>())
{
    m_state->options = options;
}

Sender::~Sender()
{
    m_state->thread.run([this] {
        for (const auto &[ticket, carrier] : m_state->carriers)
            carrier->deleteLater();
        m_state->carriers.clear();
    });
}

quint64 Sender::send(Draft draft, Done done)
{
    const auto ticket = ++m_state->lastTicket;
    m_state->thread.post([state = m_state.get(), ticket, draft = std::move(draft), done = std::move(done)] {
        state->start(ticket, draft, done);
    });
    return ticket;
}

void Sender::cancel(quint64 ticket)
{
    m_state->thread.post([state = m_state.get(), ticket] {
        const auto found = state->carriers.find(ticket);
        if (found != state->carriers.end())
            found->second->cancel(
                QCoreApplication::translate("creel::Sender", "Cancelled before it was answered").toUtf8());
    });
}

} // namespace creel
