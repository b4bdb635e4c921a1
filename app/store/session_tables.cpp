// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_tables.h"

#include "app/store/rows.h"

namespace creel {

const std::array<SessionTable, 6> &sessionTables()
{
    static const std::array<SessionTable, 6> all{{
        {"delivery", "id",
         "id, received_us, peer, method, target, declared_bytes, complete, marks, status, rule, malformed, "
         "trailers, "
         "head, body",
         "body"},
        {"event", "id", CREEL_EVENT_COLUMNS, {}},
        {"note", "event", "event, text, pinned", {}},
        {"replied", "first", "first, last, at_us", {}},
        {"outcome", "delivery", "delivery, duration_us, text", {}},
        {"attempt", "id", CREEL_ATTEMPT_COLUMNS, "answer_body"},
    }};
    return all;
}

} // namespace creel
