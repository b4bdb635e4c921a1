// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/http/limits.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// One HTTP/1.x answer as it was read.
struct Answer {
    QByteArray head; ///< raw bytes through the blank line, of the final answer (1xx are skipped)
    int status = 0;
    Headers headers;
    QByteArray body; ///< content, transfer coding removed
    bool keepAlive = true;
};

/// Incremental HTTP/1.1 answer parser for what Creel sends out. Pure, like RequestParser.
class AnswerParser
{
public:
    enum class State { Head, Body, Complete, Failed };

    /// @p method is that of the request: an answer to HEAD has no body.
    explicit AnswerParser(QByteArrayView method, Limits limits = {});

    [[nodiscard]] qsizetype feed(QByteArrayView bytes);
    /// The peer closed: completes a body that ends with the connection, else fails.
    void finish();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Answer &answer() const { return m_answer; }
    [[nodiscard]] const QByteArray &error() const { return m_error; } ///< in words, when Failed

private:
    Limits m_limits;
    bool m_noBody = false;
    State m_state = State::Head;
    Answer m_answer;
    QByteArray m_error;
};

} // namespace creel
