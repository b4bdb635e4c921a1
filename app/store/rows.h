// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/event.h"
#include "app/store/statement.h"
#include "app/store/text_pool.h"

namespace creel {

/// How the values of app/event lie in the rows of the session file: each statement's text beside what binds
/// its parameters and reads its columns.
namespace rows {

extern const char *const insertDelivery;
/// A large body is bound as zeros: see writeLargeBody().
void bind(Statement &statement, const Delivery &delivery);

/// Columns of a delivery for "SELECT ... FROM delivery", without the body, whose length is the last one.
#define CREEL_DELIVERY_COLUMNS                                                                               \
    "id, received_us, peer, method, target, declared_bytes, complete, marks, status, rule, malformed, "      \
    "trailers, "                                                                                             \
    "head, length(body)"
/// Reads the row at hand; the body is left empty, and its length put into @p bodyBytes.
constexpr int bodyColumn = 14; ///< of a statement that selects the body after these
Delivery readDelivery(const Statement &statement, qint64 *bodyBytes);

extern const char *const insertEvent;
void bind(Statement &statement, const EventRecord &record);

#define CREEL_EVENT_COLUMNS                                                                                  \
    "id, delivery, ordinal, provider, type, key, content_hash, status, verdict, copy_of, copy, known, "      \
    "subject, "                                                                                              \
    "occurred_us, kind, payload_from, payload_bytes, received_us, method, path, host, peer, body_bytes, "    \
    "complete, "                                                                                             \
    "malformed, marks, rule"
/// Reads the row at hand; note, pin and reply time stand in other tables. Repeated texts are taken from @p
/// pool.
void readRecord(const Statement &statement, TextPool &pool, EventRecord &record);

extern const char *const insertNote;
void bindNote(Statement &statement, EventId event, QByteArrayView note, bool pinned);

extern const char *const insertAttempt;
void bind(Statement &statement, const Attempt &attempt);
#define CREEL_ATTEMPT_COLUMNS                                                                                \
    "id, source, sent_us, url, status, error, connect_us, first_byte_us, total_us, request_head, "           \
    "answer_head, "                                                                                          \
    "request_body, answer_body"
Attempt readAttempt(const Statement &statement);

} // namespace rows

} // namespace creel
