// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

#include <vector>

namespace creel {

/// What is known of replies that went out, to be written with a transaction of deliveries, or at leisure.
/// Some are gathered first: each would touch a page of its own.
class ReplyNotes
{
public:
    explicit ReplyNotes(Connection &connection);

    void noteReplied(DeliveryId first, DeliveryId last, qint64 atUs)
    {
        m_replied.push_back({first, last, atUs});
    }
    void noteOutcome(DeliveryId delivery, qint64 durationUs, const QByteArray &text)
    {
        m_outcomes.push_back({delivery, durationUs, text});
    }
    bool isEmpty() const { return m_replied.empty() && m_outcomes.empty(); }
    bool isDue() const { return m_replied.size() + m_outcomes.size() >= dueFrom; }
    /// Returns a result code. What was noted is kept until clear(), for the case that the transaction fails.
    int insert();
    void clear();
    /// Goes on with what @p other has noted and not written.
    void takeOver(ReplyNotes &other);

private:
    static constexpr size_t dueFrom = 32;
    struct Replied {
        DeliveryId first{};
        DeliveryId last{};
        qint64 atUs = 0;
    };
    struct Outcome {
        DeliveryId delivery{};
        qint64 durationUs = 0;
        QByteArray text;
    };

    Statement m_insertReplied;
    Statement m_insertOutcome;
    std::vector<Replied> m_replied;
    std::vector<Outcome> m_outcomes;
};

} // namespace creel
