// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reply_notes.h"

#include <sqlite3.h>

#include <utility>

namespace creel {

ReplyNotes::ReplyNotes(Connection &connection)
    : m_insertReplied(connection.prepare("INSERT OR IGNORE INTO replied (first, last, at_us) VALUES (?,?,?)"))
    , m_insertOutcome(
          connection.prepare("INSERT OR REPLACE INTO outcome (delivery, duration_us, text) VALUES (?,?,?)"))
{
}

int ReplyNotes::insert()
{
    for (const auto &replied : m_replied) {
        m_insertReplied.bind(1, qint64(replied.first));
        m_insertReplied.bind(2, qint64(replied.last));
        m_insertReplied.bind(3, replied.atUs);
        if (const int code = m_insertReplied.run(); code != SQLITE_OK)
            return code;
    }
    for (const auto &outcome : m_outcomes) {
        m_insertOutcome.bind(1, qint64(outcome.delivery));
        m_insertOutcome.bind(2, outcome.durationUs);
        m_insertOutcome.bindText(3, outcome.text);
        if (const int code = m_insertOutcome.run(); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

void ReplyNotes::clear()
{
    m_replied.clear();
    m_outcomes.clear();
}

void ReplyNotes::takeOver(ReplyNotes &other)
{
    m_replied = std::exchange(other.m_replied, {});
    m_outcomes = std::exchange(other.m_outcomes, {});
}

} // namespace creel
