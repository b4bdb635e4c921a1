// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace creel {

/// The lines of an answer's head, read leniently.
struct AnswerHead {
    int minorVersion = 1;
    int status = 0;
    Headers headers;
    QByteArray error; ///< in words; empty: well-formed
};

/// Reads a whole head, status line through blank line (RFC 9112 4 and 5).
AnswerHead readAnswerHead(QByteArrayView head, int headerCount);

/// What Content-Length says when all its values agree (RFC 9112 6.3), -1 when there is none; nothing when it
/// is no length.
std::optional<qint64> contentLength(const Headers &headers);

} // namespace creel
