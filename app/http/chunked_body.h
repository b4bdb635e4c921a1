// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/limits.h"
#include "app/http/request.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Takes the chunked transfer coding off a body (RFC 9112 7.1), incrementally. Pure. Chunk extensions are
/// checked and dropped, trailer field lines are checked and kept raw.
class ChunkedBody
{
public:
    enum class State { Size, Data, DataEnd, Trailers, Done, Refused };

    /// Lenient takes what careless servers write: lines that end in LF alone, blanks behind a chunk size.
    enum class Strictness { Strict, Lenient };

    explicit ChunkedBody(const Limits &limits = {}, Strictness strictness = Strictness::Strict)
        : m_limits(limits)
        , m_lenient(strictness == Strictness::Lenient)
    {
    }

    /// Consumes a prefix of @p bytes, never past the end of the coding, and appends to @p body and @p
    /// trailers.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes, QByteArray &body, QByteArray &trailers);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Refusal &refusal() const { return m_refusal; }

private:
    bool takeLine(QByteArrayView &bytes, QByteArrayView &line, qsizetype most);
    void readSize(QByteArrayView line);
    void readTrailer(QByteArrayView line, QByteArray &trailers);
    void takeDataEnd(QByteArrayView &bytes);
    void refuse(int status, QByteArray reason);

    QByteArrayView content(QByteArrayView line, const char *&problem) const;

    Limits m_limits;
    bool m_lenient = false;
    State m_state = State::Size;
    QByteArray m_line; ///< the begun line, when it came in several pieces
    bool m_lineUsed = false;
    qint64 m_left = 0;      ///< of the current chunk's data
    qint64 m_bodyBytes = 0; ///< of all chunks so far
    bool m_sawCr = false;
    int m_trailers = 0;
    qint64 m_extensionBytes = 0;
    Refusal m_refusal;
};

/// Appends @p more to @p body so that the body never takes more than about twice its size in memory, whatever
/// was declared. @p expected: its final size, -1 when unknown.
void appendContent(QByteArray &body, QByteArrayView more, qint64 expected);

} // namespace creel
