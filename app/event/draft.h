// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"
#include "app/event/ids.h"

#include <QByteArray>

namespace creel {

/// A request a person may edit before it is sent. Header lines go out as they stand, in order; only Host and
/// Content-Length (or a chunked body) are completed when the draft does not say them itself.
struct Draft {
    QByteArray method = "POST";
    QByteArray url; ///< absolute http or https URL, as typed
    Headers headers;
    QByteArray body;
    EventId source{};    ///< the event it was made from; 0: made from nothing
    QByteArray target{}; ///< request target that no URL gives ("*"), as it came; empty: path and query of url
    bool operator==(const Draft &) const = default;
};

/// One sending of a draft with the answer it got.
struct Attempt {
    AttemptId id{};
    EventId source{};
    qint64 sentAtUs = 0;    ///< UTC, when the first byte went out
    QByteArray url;         ///< target as it was typed
    QByteArray requestHead; ///< raw bytes sent, through the blank line
    QByteArray requestBody;
    QByteArray answerHead;   ///< raw bytes received, through the blank line; empty without an answer
    QByteArray answerBody;   ///< transfer coding removed
    int status = 0;          ///< 0: no answer
    QByteArray error;        ///< what went wrong, where, in words; empty when answered
    qint64 connectUs = -1;   ///< until connected (and secured)
    qint64 firstByteUs = -1; ///< until the answer's first byte, from the start
    qint64 totalUs = -1;     ///< until the answer was whole, from the start
    bool operator==(const Attempt &) const = default;
};

} // namespace creel
