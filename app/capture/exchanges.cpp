// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/exchanges.h"

#include "app/http/request_line.h"

#include <utility>

namespace creel {

namespace {
/// A fatal handshake_failure alert (RFC 8446 6), which every TLS version understands.
constexpr QByteArrayView tlsAlert("\x15\x03\x01\x00\x02\x02\x28", 7);

/// Also when it was refused before its method was told apart.
bool isToHead(const Request &request)
{
    return request.method == "HEAD" || (request.method.isEmpty() && request.head.startsWith("HEAD "));
}

/// What to say of @p head, which came on the TLS port without TLS.
Refusal withoutTls(QByteArrayView head)
{
    return {400, beginsRequestLine(head) ? "plain HTTP on the TLS port: the sender must use https"
                                         : "no TLS handshake on the TLS port"};
}
} // namespace

Exchanges::Exchanges(HttpConnectionHost &host, HttpConnection &connection, AnswerQueue &answers, Peer peer,
                     std::function<void()> last)
    : m_host(host)
    , m_connection(connection)
    , m_answers(answers)
    , m_peer(std::move(peer))
    , m_last(std::move(last))
{
}

void Exchanges::refusePlain()
{
    m_peer.tls = false;
    m_refusesAll = true;
}

void Exchanges::whole(Request request, bool mayGoOn)
{
    if (m_refusesAll)
        return refused(std::move(request), {});
    ReplyContext context{.toHead = request.method == "HEAD",
                         .keepAlive = request.keepAlive && mayGoOn,
                         .minorVersion = request.minorVersion,
                         .cors = m_host.options().cors};
    if (RequestReader::takesLong(request))
        return readAside(std::move(request), context);
    auto arrival = m_host.reception().whole(std::move(request), m_peer, m_host.nowUs());
    context.keepAlive = context.keepAlive && !arrival.refused;
    enqueue(std::move(arrival), context);
}

void Exchanges::readAside(Request request, const ReplyContext &context)
{
    m_aside = true;
    if (!context.keepAlive)
        m_last();
    const auto nowUs = m_host.nowUs();
    const auto sequence = m_answers.push({.context = context,
                                          .shape = {},
                                          .raw = {},
                                          .receivedAtUs = nowUs,
                                          .bytes = request.head.size() + request.body.size()});
    m_host.readAside(m_connection, sequence, std::move(request), m_peer, nowUs);
}

void Exchanges::wasRead(quint64 sequence, Arrival arrival)
{
    m_aside = false;
    if (arrival.refused)
        m_last();
    m_answers.setShape(sequence, std::move(arrival.shape), arrival.refused);
    m_host.submit(m_connection, sequence, std::move(arrival.caught), std::move(arrival.counted));
}

Arrival Exchanges::broken(Request request, int status, const QByteArray &why) const
{
    return m_host.reception().broken(std::move(request), m_peer, status, why, m_host.nowUs());
}

void Exchanges::lost(Request request)
{
    const bool toHead = request.method == "HEAD";
    enqueue(broken(std::move(request), 503, "its content went to the disk and cannot be read again"),
            {.toHead = toHead, .keepAlive = false, .cors = m_host.options().cors});
}

void Exchanges::refused(Request request, const Refusal &refusal)
{
    const auto &[status, reason] = m_refusesAll ? withoutTls(request.head) : refusal;
    const bool toHead = isToHead(request);
    enqueue(broken(std::move(request), status, reason),
            {.toHead = toHead, .keepAlive = false, .cors = m_host.options().cors});
}

void Exchanges::turnedAway(int status, const QByteArray &why)
{
    enqueue(m_host.reception().turnedAway(m_peer, status, why, m_host.nowUs()),
            {.keepAlive = false, .cors = m_host.options().cors});
}

void Exchanges::tlsHello(Request request, const QByteArray &why)
{
    enqueue(broken(std::move(request), 0, why), {.keepAlive = false}, tlsAlert.toByteArray());
}

void Exchanges::cutOff(Request request, const QByteArray &why)
{
    const auto words = m_refusesAll ? withoutTls(request.head).reason + "; " + why : why;
    m_host.submit(m_connection, 0, broken(std::move(request), 0, words).caught);
}

void Exchanges::enqueue(Arrival arrival, ReplyContext context, QByteArray raw)
{
    if (!context.keepAlive)
        m_last();
    const auto &delivery = arrival.caught.delivery;
    const auto sequence = m_answers.push({.context = context,
                                          .shape = std::move(arrival.shape),
                                          .raw = std::move(raw),
                                          .refusal = arrival.refused,
                                          .receivedAtUs = delivery.receivedAtUs,
                                          .bytes = delivery.head.size() + delivery.body.size()});
    m_host.submit(m_connection, sequence, std::move(arrival.caught), std::move(arrival.counted));
}

} // namespace creel
