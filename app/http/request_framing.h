// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/limits.h"
#include "app/http/request.h"

#include <optional>

namespace creel {

/// Judges a head whose lines have all been read: Host, Transfer-Encoding, Content-Length, Connection, Expect
/// and CONNECT. Fills declaredBytes, chunked, keepAlive and expectContinue.
///
/// Where RFC 9112 leaves a choice, it refuses: a repeated Content-Length even when the values agree (6.3), a
/// Content-Length beside a Transfer-Encoding (6.1), any Transfer-Encoding in HTTP/1.0 and any but `chunked`.
std::optional<Refusal> judgeHead(Request &request, const Limits &limits);

} // namespace creel
