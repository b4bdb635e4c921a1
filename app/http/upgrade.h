// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"

namespace creel {

/// True when @p request asks to speak WebSocket from here on: GET with Connection: Upgrade and Upgrade:
/// websocket (RFC 6455 4.1); in HTTP/1.0 an Upgrade means nothing (RFC 9110 7.8).
bool isWebSocketUpgrade(const Request &request);

} // namespace creel
