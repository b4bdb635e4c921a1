// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/answer_queue.h"
#include "app/capture/http_connection_host.h"

#include <functional>

namespace creel {

/// What becomes of the requests of one connection: each is looked at (one that takes long, on another
/// thread), handed to the host to be kept, and its answer put into the queue. Listener thread.
class Exchanges
{
public:
    /// @p last is called before a request is handed over behind which no other is to be taken.
    Exchanges(HttpConnectionHost &host, HttpConnection &connection, AnswerQueue &answers, Peer peer,
              std::function<void()> last);

    /// The sender does not speak TLS although the port does: whatever it sends is refused.
    void refusePlain();
    bool refusesAll() const { return m_refusesAll; }

    /// A request that was read whole; @p mayGoOn: others may follow if it allows that, which isReadingAside()
    /// forbids for now.
    void whole(Request request, bool mayGoOn);
    /// The same, of which nothing can be read again.
    void lost(Request request);
    /// A request that is being read on another thread: nothing is to be parsed meanwhile, so that rules see
    /// the requests in order.
    bool isReadingAside() const { return m_aside; }
    /// What HttpConnectionHost::readAside() came to.
    void wasRead(quint64 sequence, Arrival arrival);

    /// A request that is not taken.
    void refused(Request request, const Refusal &refusal);
    /// The connection is one too many: told @p status whatever it sends.
    void turnedAway(int status, const QByteArray &why);
    /// What is no request but a TLS handshake, answered in its own words.
    void tlsHello(Request request, const QByteArray &why);
    /// A row for a request that will never be whole; nobody waits for an answer to it.
    void cutOff(Request request, const QByteArray &why);

private:
    Arrival broken(Request request, int status, const QByteArray &why) const;
    void readAside(Request request, const ReplyContext &context);
    void enqueue(Arrival arrival, ReplyContext context, QByteArray raw = {});

    HttpConnectionHost &m_host;
    HttpConnection &m_connection;
    AnswerQueue &m_answers;
    Peer m_peer;
    std::function<void()> m_last;
    bool m_refusesAll = false;
    bool m_aside = false;
};

} // namespace creel
