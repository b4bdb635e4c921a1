// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli.h"
#include "app/send/volley.h"
#include "app/session/export_json_line.h"

namespace creel {

/// Adds what became of a volley: answered2xx, unanswered, statuses, elapsedMs, perSecond, latencyUs.
void addReport(JsonLine &line, const VolleyReport &report);

/// Runs @p volley to its end on the event loop of this thread; SIGINT and SIGTERM end it early, what is under
/// way is waited for.
void runToEnd(Volley &volley);

/// Says what went wrong, and what that means for the command's exit: 0 when all @p wanted were answered 2xx,
/// 3 when the target could not be reached, else 1.
Exit judge(const VolleyReport &report, qint64 wanted, const QString &command);

} // namespace creel
