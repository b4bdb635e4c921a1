// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/chunked_body.h"

#include "app/http/chunk_line.h"
#include "app/http/field_line.h"
#include "app/http/tokens.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {
constexpr qsizetype chunkLineBytes = 4 * 1024;
constexpr qint64 extensionBytes = 16 * 1024; // of all chunks together (RFC 9112 7.1.1 asks for a bound)
constexpr qint64 smallBody = 64 * 1024;
} // namespace

qsizetype ChunkedBody::feed(QByteArrayView bytes, QByteArray &body, QByteArray &trailers)
{
    const auto given = bytes.size();
    QByteArrayView line;
    while (!bytes.isEmpty() && m_state != State::Done && m_state != State::Refused) {
        switch (m_state) {
        case State::Size:
            if (takeLine(bytes, line, chunkLineBytes))
                readSize(line);
            else if (m_line.size() > chunkLineBytes)
                refuse(400, "a chunk size line that does not end (RFC 9112 7.1)");
            break;
        case State::Data: {
            const auto count = std::min(m_left, qint64(bytes.size()));
            appendContent(body, bytes.first(count), -1);
            bytes = bytes.sliced(count);
            m_left -= count;
            m_bodyBytes += count;
            if (m_left == 0)
                m_state = State::DataEnd;
            break;
        }
        case State::DataEnd:
            takeDataEnd(bytes);
            break;
        case State::Trailers: {
            const auto room = m_limits.trailerBytes - trailers.size() + 1;
            if (takeLine(bytes, line, room))
                readTrailer(line, trailers);
            else if (m_line.size() > room)
                refuse(431, "trailers beyond " + QByteArray::number(m_limits.trailerBytes) + " bytes");
            break;
        }
        case State::Done:
        case State::Refused:
            break;
        }
    }
    return given - bytes.size();
}

/// True when @p line is a whole line without its LF, at most @p most bytes long; else its begin is kept in
/// m_line.
bool ChunkedBody::takeLine(QByteArrayView &bytes, QByteArrayView &line, qsizetype most)
{
    if (std::exchange(m_lineUsed, false))
        m_line.clear();
    const auto end = indexOf(bytes, '\n');
    const auto piece = end < 0 ? bytes : bytes.first(end);
    const bool whole = end >= 0 && m_line.size() + piece.size() <= most;
    if (whole && m_line.isEmpty()) {
        line = piece;
    } else {
        m_line.append(piece.first(std::min(piece.size(), most + 1 - m_line.size())));
        line = m_line;
        m_lineUsed = whole;
    }
    bytes = bytes.sliced(end < 0 ? bytes.size() : end + 1);
    return whole;
}

QByteArrayView ChunkedBody::content(QByteArrayView line, const char *&problem) const
{
    return m_lenient && !line.endsWith('\r') ? line : withoutLineEnd(line, problem);
}

void ChunkedBody::readSize(QByteArrayView line)
{
    const char *problem = nullptr;
    line = content(line, problem);
    if (problem)
        return refuse(400, problem);
    const auto chunk = readChunkLine(m_lenient ? trimBlanks(line) : line);
    if (chunk.problem)
        return refuse(400, chunk.problem);
    if (chunk.size > m_limits.bodyBytes - m_bodyBytes)
        return refuse(413, "a chunked body larger than " + QByteArray::number(m_limits.bodyBytes) + " bytes");
    m_extensionBytes += chunk.extensionBytes;
    if (m_extensionBytes > extensionBytes)
        return refuse(413, "chunk extensions beyond 16 KiB (RFC 9112 7.1.1)");
    m_left = chunk.size;
    m_state = chunk.size > 0 ? State::Data : State::Trailers;
}

void ChunkedBody::readTrailer(QByteArrayView line, QByteArray &trailers)
{
    const char *problem = nullptr;
    line = content(line, problem);
    if (!problem && line.isEmpty()) {
        m_state = State::Done;
        return;
    }
    if (trailers.size() + line.size() + 2 > m_limits.trailerBytes)
        return refuse(431, "trailers beyond " + QByteArray::number(m_limits.trailerBytes) + " bytes");
    if (!problem)
        problem = readFieldLine(line).problem;
    if (problem)
        return refuse(400, QByteArray("in the trailers: ") + problem);
    if (++m_trailers > m_limits.headerCount)
        return refuse(431, "more than " + QByteArray::number(m_limits.headerCount) + " trailers");
    trailers.append(line).append("\r\n");
}

void ChunkedBody::takeDataEnd(QByteArrayView &bytes)
{
    if (m_lenient && bytes.front() == '\n')
        m_sawCr = true;
    const char wanted = m_sawCr ? '\n' : '\r';
    if (bytes.front() != wanted)
        return refuse(400, "a chunk that is not followed by CR LF (RFC 9112 7.1)");
    bytes = bytes.sliced(1);
    if (m_sawCr)
        m_state = State::Size;
    m_sawCr = !m_sawCr;
}

void ChunkedBody::refuse(int status, QByteArray reason)
{
    m_state = State::Refused;
    m_refusal = {status, std::move(reason)};
}

void appendContent(QByteArray &body, QByteArrayView more, qint64 expected)
{
    const auto needed = body.size() + more.size();
    const bool near = expected <= smallBody || expected <= 2 * needed;
    if (expected > body.capacity() && near)
        body.reserve(expected); // exact at the end; before that append() doubles
    body.append(more);
}

} // namespace creel
