// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"

#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

// Texts and bytes are NULL when empty. Texts are TEXT where they are UTF-8, else BLOB: they are what a sender
// sent. The wide bytes of a delivery stand last, so that what comes before is read without them.
const QStringList &version1()
{
    static const QStringList statements{
        uR"(CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID)"_s,

        uR"(CREATE TABLE delivery (
            id INTEGER PRIMARY KEY, received_us INTEGER, peer, method, target, declared_bytes INTEGER,
            complete INTEGER, marks INTEGER, status INTEGER, rule, malformed, trailers BLOB, head BLOB, body BLOB))"_s,

        // All that a row of the table needs, so that a million rows are loaded without touching the
        // deliveries. First what duplicates are judged by: it alone is read when a session is opened for
        // writing.
        uR"(CREATE TABLE event (
            id INTEGER PRIMARY KEY, delivery INTEGER, ordinal INTEGER,
            provider, type, key, content_hash INTEGER, status INTEGER,
            verdict INTEGER, copy_of INTEGER, copy INTEGER,
            known INTEGER, subject, occurred_us INTEGER, kind INTEGER, payload_from INTEGER, payload_bytes INTEGER,
            received_us INTEGER, method, path, host, peer, body_bytes INTEGER, complete INTEGER, malformed,
            marks INTEGER, rule))"_s,

        uR"(CREATE TABLE note (event INTEGER PRIMARY KEY, text, pinned INTEGER))"_s,

        // One row for each batch of replies: when those of the deliveries first to last went out.
        uR"(CREATE TABLE replied (first INTEGER PRIMARY KEY, last INTEGER, at_us INTEGER))"_s,
        // And one for a reply that went its own way.
        uR"(CREATE TABLE outcome (delivery INTEGER PRIMARY KEY, duration_us INTEGER, text))"_s,

        uR"(CREATE TABLE attempt (
            id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER, sent_us INTEGER, url, status INTEGER, error,
            connect_us INTEGER, first_byte_us INTEGER, total_us INTEGER,
            request_head BLOB, answer_head BLOB, request_body BLOB, answer_body BLOB))"_s,
        uR"(CREATE INDEX attempt_source ON attempt (source))"_s,
    };
    return statements;
}

QStringList stepsFrom(int version)
{
    const std::array steps{&version1()};
    static_assert(steps.size() == sessionVersion);
    QStringList statements;
    for (auto step = size_t(version); step < steps.size(); ++step)
        statements += *steps.at(step);
    return statements;
}
} // namespace

bool isSessionSchema(QStringList statements)
{
    auto ours = version1();
    static_assert(sessionVersion == 1); // a later version says here what its schema comes to
    ours.sort();
    statements.sort();
    return statements == ours;
}

StoreError migrate(Connection &connection, int version)
{
    QStringList statements = stepsFrom(version);
    statements.prepend(u"BEGIN IMMEDIATE"_s);
    statements << u"PRAGMA application_id = %1"_s.arg(sessionApplicationId)
               << u"PRAGMA user_version = %1"_s.arg(sessionVersion) << u"COMMIT"_s;
    for (const auto &statement : statements) {
        if (const auto error = connection.run(statement)) {
            connection.run(u"ROLLBACK"_s);
            return error;
        }
    }
    return {};
}

} // namespace creel
