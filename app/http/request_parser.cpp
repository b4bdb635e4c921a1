// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_parser.h"

#include "app/http/field_line.h"
#include "app/http/field_name.h"
#include "app/http/request_framing.h"
#include "app/http/request_line.h"
#include "app/http/tokens.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {
constexpr int mostEmptyLines = 8;
constexpr std::size_t usualHeaderCount = 16;
constexpr char tlsHandshake = 0x16; // the content type of a TLS record (RFC 8446 5.1)
constexpr char tlsMajorVersion = 0x03;

/// True when a byte other than LF follows the first CR from @p from on; behind @p text comes LF, or nothing
/// yet.
bool hasBareCr(QByteArrayView text, qsizetype from)
{
    const auto cr = indexOf(text, '\r', from);
    return cr >= 0 && cr + 1 < text.size();
}
} // namespace

qsizetype RequestParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Refused || m_state == State::Complete)
        return 0;
    auto rest = bytes;
    if (m_state == State::Idle)
        skipEmptyLines(rest);
    if (m_state == State::Head)
        feedHead(rest);
    if (m_state == State::Body)
        feedBody(rest);
    if (m_state == State::Refused) {
        keep(rest);
        return bytes.size();
    }
    return bytes.size() - rest.size();
}

/// Empty lines before a request line are ignored (RFC 9112 2.2). The first byte behind them already tells
/// whether a method can follow, so that no line end is awaited from a sender that speaks another protocol.
void RequestParser::skipEmptyLines(QByteArrayView &bytes)
{
    const auto refuseHere = [this](const char *reason) {
        keep(QByteArray("\r\n").repeated(m_emptyLines));
        keep(m_sawCr ? "\r" : "");
        refuse({400, reason});
    };
    while (!bytes.isEmpty()) {
        const char first = bytes.front();
        if (m_sawCr) {
            if (first != '\n')
                return refuseHere("a CR without LF before the request line (RFC 9112 2.2)");
            m_sawCr = false;
            ++m_emptyLines;
        } else if (first == '\r') {
            if (m_emptyLines == mostEmptyLines)
                return refuseHere("too many empty lines before the request line (RFC 9112 2.2)");
            m_sawCr = true;
        } else if (isOf(first, TokenByte) || first == tlsHandshake) {
            m_state = State::Head;
            return;
        } else if (first == '\n') {
            return refuseHere("a line that ends in LF without CR (RFC 9112 2.2)");
        } else {
            return refuseHere("a first byte that no method begins with (RFC 9110 9.1)");
        }
        bytes = bytes.sliced(1);
    }
}

/// A head that comes in one piece is read where it lies and copied once; pieces are gathered in
/// Request::head.
void RequestParser::feedHead(QByteArrayView &bytes)
{
    auto &head = m_request.head;
    const auto before = head.size();
    const auto taken = bytes.first(std::min(qint64(bytes.size()), m_limits.headBytes - before));
    if (before > 0)
        head.append(taken);
    const auto end = readLines(before > 0 ? QByteArrayView(head) : taken);
    if (m_state == State::Refused) {
        if (before == 0)
            keep(taken);
        bytes = bytes.sliced(taken.size());
    } else if (end < 0) {
        if (before == 0)
            head = taken.toByteArray();
        bytes = bytes.sliced(taken.size());
    } else {
        if (before == 0)
            head = taken.first(end).toByteArray();
        head.truncate(end);
        bytes = bytes.sliced(end - before);
        endHead();
    }
}

/// Reads the whole lines of @p text, which begins with the head; returns where the blank line ends, or -1.
qsizetype RequestParser::readLines(QByteArrayView text)
{
    if (text.front() == tlsHandshake) {
        if (text.size() < 2)
            return -1;
        if (text[1] == tlsMajorVersion) {
            m_alien = Alien::TlsHello;
            refuse({400, "a TLS handshake, not HTTP: the sender wants https"});
        } else {
            refuse({400, "a first byte that no method begins with (RFC 9110 9.1)"});
        }
        return -1;
    }
    for (;;) {
        const auto lf = indexOf(text, '\n', m_searched);
        const bool isRequestLine = m_lineStart == 0;
        const auto length = (lf < 0 ? text.size() : lf) - m_lineStart;
        // One byte more for the CR, and one that is too many.
        const auto judged = isRequestLine ? std::min(qint64(length), m_limits.startLineBytes + 2) : length;
        if (hasBareCr(text.first(m_lineStart + judged), std::max(m_lineStart, m_searched - 1))) {
            refuse({400, isRequestLine ? "a CR without LF in the request line (RFC 9112 2.2)"
                                       : "a CR without LF in a field line (RFC 9112 2.2)"});
            return -1;
        }
        if (isRequestLine && length > m_limits.startLineBytes + 1) {
            refuse({414, "a request line beyond " + QByteArray::number(m_limits.startLineBytes) +
                             " bytes (RFC 9112 3)"});
            return -1;
        }
        if (lf < 0) {
            m_searched = text.size();
            if (text.size() >= m_limits.headBytes)
                refuse(
                    {431, "a head beyond " + QByteArray::number(m_limits.headBytes) + " bytes (RFC 6585 5)"});
            return -1;
        }
        const auto line = text.sliced(m_lineStart, length);
        m_lineStart = m_searched = lf + 1;
        const char *problem = nullptr;
        const auto content = withoutLineEnd(line, problem);
        if (problem) {
            refuse({400, problem});
            return -1;
        }
        if (content.isEmpty())
            return m_lineStart;
        if (isRequestLine ? !readFirstLine(content) : !readField(content))
            return -1;
    }
}

bool RequestParser::readFirstLine(QByteArrayView line)
{
    auto refusal = readRequestLine(line, m_request);
    if (!refusal) {
        m_request.headers.reserve(usualHeaderCount);
        return true;
    }
    if (isHttp2Preface(line)) {
        m_alien = Alien::Http2Preface;
        refusal = Refusal{505, "an HTTP/2 connection preface: only HTTP/1.1 is spoken here (RFC 9113 3.4)"};
    }
    refuse(std::move(*refusal));
    return false;
}

bool RequestParser::readField(QByteArrayView line)
{
    const auto field = readFieldLine(line);
    if (field.problem) {
        refuse({400, field.problem});
        return false;
    }
    if (qsizetype(m_request.headers.size()) >= m_limits.headerCount) {
        refuse({431, "more than " + QByteArray::number(m_limits.headerCount) + " headers (RFC 6585 5)"});
        return false;
    }
    m_request.headers.push_back({fieldName(field.name), field.value.toByteArray()});
    return true;
}

void RequestParser::endHead()
{
    if (auto refusal = judgeHead(m_request, m_limits))
        return refuse(std::move(*refusal));
    m_state = m_request.chunked || m_request.declaredBytes > 0 ? State::Body : State::Complete;
}

void RequestParser::feedBody(QByteArrayView &bytes)
{
    if (bytes.isEmpty())
        return;
    m_bodyBegun = true;
    auto &body = m_request.body;
    if (!m_request.chunked) {
        const auto count = std::min(qint64(bytes.size()), m_request.declaredBytes - bodyBytes());
        appendContent(body, bytes.first(count), m_request.declaredBytes - m_takenBytes);
        bytes = bytes.sliced(count);
        if (bodyBytes() == m_request.declaredBytes)
            m_state = State::Complete;
        return;
    }
    const auto used = m_chunks.feed(bytes, body, m_request.trailers);
    const auto room = std::max(qsizetype(0), keptOfRefused - m_request.head.size() - m_rawBody.size());
    m_rawBody.append(bytes.first(std::min(used, room)));
    bytes = bytes.sliced(used);
    if (m_chunks.state() == ChunkedBody::State::Done) {
        m_state = State::Complete;
    } else if (m_chunks.state() == ChunkedBody::State::Refused) {
        keep(m_rawBody);
        refuse(m_chunks.refusal());
    }
}

bool RequestParser::awaitsContinue() const
{
    return m_state == State::Body && m_request.expectContinue && !m_bodyBegun;
}

QByteArray RequestParser::takeBody()
{
    m_takenBytes = bodyBytes();
    return std::exchange(m_request.body, {});
}

Request RequestParser::take()
{
    Request request = std::move(m_request);
    if (m_state == State::Complete)
        *this = RequestParser(m_limits);
    else
        m_state = State::Refused;
    m_request = {};
    m_takenBytes = 0;
    return request;
}

void RequestParser::refuse(Refusal refusal)
{
    m_state = State::Refused;
    m_refusal = std::move(refusal);
}

void RequestParser::keep(QByteArrayView bytes)
{
    auto &head = m_request.head;
    head.truncate(keptOfRefused);
    head.append(bytes.first(std::min(bytes.size(), keptOfRefused - head.size())));
}

} // namespace creel
