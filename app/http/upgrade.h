// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"

namespace creel {

/// True when @p request asks to speak WebSocket from here on: GET with Connection: Upgrade and Upgrade:
/// websocket (RFC 6455 4.1).
bool isWebSocketUpgrade(const Request &request);

} // namespace creel
