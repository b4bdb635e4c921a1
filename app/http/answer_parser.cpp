// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/answer_parser.h"

#include "app/http/answer_head.h"
#include "app/http/tokens.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {
constexpr int mostInterim = 32;
constexpr char tlsAlert = 0x15; // the content type of a TLS record (RFC 8446 5.1)

bool anyNames(const Headers &headers, QByteArrayView field, QByteArrayView token)
{
    return std::ranges::any_of(headerValues(headers, field),
                               [token](QByteArrayView value) { return listNames(value, token); });
}
} // namespace

AnswerParser::AnswerParser(QByteArrayView method, Limits limits)
    : m_limits(limits)
    , m_isHead(method == "HEAD")
    , m_isConnect(method == "CONNECT")
    , m_chunks(limits, ChunkedBody::Strictness::Lenient)
{
}

qsizetype AnswerParser::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (m_state == State::Head && used < bytes.size())
        used += feedHead(bytes.sliced(used));
    if (m_state == State::Body && used < bytes.size())
        used += feedBody(bytes.sliced(used));
    return used;
}

/// Gathers the head; at its end it is read as a whole. Returns the bytes taken.
qsizetype AnswerParser::feedHead(QByteArrayView bytes)
{
    auto &head = m_answer.head;
    const auto before = head.size();
    head.append(bytes.first(std::min(qint64(bytes.size()), m_limits.headBytes - before)));
    const auto taken = head.size() - before;
    const QByteArrayView begin = QByteArrayView("HTTP/").first(std::min(qsizetype(5), head.size()));
    if (!head.startsWith(begin)) {
        fail(head.startsWith(tlsAlert) ? "the peer speaks TLS here: try https"
                                       : "the peer does not answer in HTTP/1.1");
        return taken;
    }
    for (auto searched = before;;) {
        const auto lf = head.indexOf('\n', searched);
        if (lf < 0) {
            if (head.size() >= m_limits.headBytes)
                fail("an answer's head beyond " + QByteArray::number(m_limits.headBytes) + " bytes");
            return taken;
        }
        const auto length = lf - m_lineStart;
        const bool blank = length == 0 || (length == 1 && head[m_lineStart] == '\r');
        m_lineStart = searched = lf + 1;
        if (blank) {
            head.truncate(m_lineStart);
            endHead();
            return searched - before;
        }
    }
}

void AnswerParser::endHead()
{
    auto read = readAnswerHead(m_answer.head, m_limits.headerCount);
    const int status = read.status;
    m_answer.status = status;
    m_answer.headers = std::move(read.headers);
    if (!read.error.isEmpty())
        return fail(std::move(read.error));
    if (status >= 100 && status < 200 && status != 101) {
        m_answer = {};
        m_lineStart = 0;
        if (++m_interim > mostInterim)
            fail("too many interim answers (1xx)");
        return;
    }
    m_answer.keepAlive = !anyNames(m_answer.headers, "Connection", "close") &&
                         (read.minorVersion >= 1 || anyNames(m_answer.headers, "Connection", "keep-alive"));
    frame();
}

/// Decides where the body ends (RFC 9112 6.3).
void AnswerParser::frame()
{
    const auto &headers = m_answer.headers;
    const int status = m_answer.status;
    const auto codings = headerValues(headers, "Transfer-Encoding");
    const auto length = contentLength(headers);
    const bool tunnel = status == 101 || (m_isConnect && status < 300);
    if (tunnel || m_isHead || status == 204 || status == 304) {
        m_framing = Framing::None;
        m_answer.keepAlive &= !tunnel;
    } else if (!codings.empty()) {
        const auto last = trimBlanks(codings.back().sliced(codings.back().lastIndexOf(',') + 1));
        m_framing = equalsIgnoringCase(last, "chunked") ? Framing::Chunked : Framing::UntilClose;
        // With a length beside it the peer is not to be trusted with a second answer (RFC 9112 6.1).
        m_answer.keepAlive &= headerValue(headers, "Content-Length").isNull();
    } else if (!length) {
        return fail("a Content-Length that is no number, or several that differ");
    } else if (*length > m_limits.bodyBytes) {
        return fail("an answer's body beyond " + QByteArray::number(m_limits.bodyBytes) + " bytes");
    } else {
        m_length = *length;
        m_framing = m_length < 0 ? Framing::UntilClose : m_length > 0 ? Framing::Length : Framing::None;
    }
    m_answer.keepAlive &= m_framing != Framing::UntilClose;
    m_state = m_framing == Framing::None ? State::Complete : State::Body;
}

qsizetype AnswerParser::feedBody(QByteArrayView bytes)
{
    auto &body = m_answer.body;
    if (m_framing == Framing::Chunked) {
        const auto used = m_chunks.feed(bytes, body, m_trailers);
        if (m_chunks.state() == ChunkedBody::State::Refused)
            fail(m_chunks.refusal().reason);
        else if (m_chunks.state() == ChunkedBody::State::Done)
            m_state = State::Complete;
        return used;
    }
    const auto room = (m_framing == Framing::Length ? m_length : m_limits.bodyBytes) - body.size();
    const auto taken = std::min(qint64(bytes.size()), room);
    appendContent(body, bytes.first(taken), m_length);
    if (body.size() == m_length)
        m_state = State::Complete;
    else if (taken < bytes.size())
        fail("an answer's body beyond " + QByteArray::number(m_limits.bodyBytes) + " bytes");
    return taken;
}

void AnswerParser::finish()
{
    if (m_state == State::Head) {
        fail(m_answer.head.isEmpty() ? "the peer closed the connection without an answer"
                                     : "the peer closed the connection inside the answer's head");
    } else if (m_state == State::Body && m_framing == Framing::UntilClose) {
        m_state = State::Complete;
    } else if (m_state == State::Body) {
        const auto came = QByteArray::number(m_answer.body.size());
        fail("the peer closed the connection after " + came +
             (m_length < 0 ? QByteArray(" bytes of a chunked body")
                           : " of " + QByteArray::number(m_length) + " bytes"));
    }
}

void AnswerParser::fail(QByteArray error)
{
    m_state = State::Failed;
    m_error = std::move(error);
}

} // namespace creel
