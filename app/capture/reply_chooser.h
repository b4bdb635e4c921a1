// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_matcher.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace creel {

/// True when the @p nth delivery (from 1) of a scope gets the rule's reply. Pure: same numbers, same answer.
/// @p scope: the path or key of the sequence; it only varies what Share draws.
bool isTurn(const ReplySequence &sequence, qint64 nth, QByteArrayView scope, qint64 nowUs);

/// What a delivery counted as in the sequences of rules.
struct CountedTurns {
    quint64 since = 0;                                 ///< which beginning of the sequences it counts from
    std::vector<std::pair<size_t, QByteArray>> scopes; ///< by rule
};

/// Picks the rule that answers a delivery, and counts for the sequences. Listener thread.
class ReplyChooser
{
public:
    /// @p nowUs (UTC) is what relative times in the matches count from, @p zoneOffsetS (seconds east of UTC)
    /// how their clock times are read. A rule whose match does not parse is never used.
    void setRules(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS = 0);
    bool isEmpty() const { return m_matcher->ruleCount() == 0; }
    /// The rules, to be asked beforehand what they match.
    std::shared_ptr<const ReplyMatcher> matcher() const { return m_matcher; }
    /// Every sequence begins anew.
    void resetSequences();

    struct Choice {
        const ReplyRule *rule = nullptr;             ///< null: the default answer
        size_t record = 0;                           ///< of the event that the rule matched
        std::shared_ptr<const CountedTurns> counted; ///< null: it counts nowhere
    };
    /// The first rule that matches one of @p records, and whose turn it is. @p body: content-decoded, and not
    /// looked into when @p known was made by the rules that are in force.
    Choice choose(const Delivery &delivery, const QByteArray &body, std::span<const EventRecord> records,
                  qint64 nowUs, const RuleMatches &known = {});
    /// The delivery that counted so was not kept, and its sender is to try again: it counts no longer. What
    /// came since stays as it was answered.
    void takeBack(const CountedTurns &counted);

private:
    /// Counts by scope, bounded: when the younger half is full the older half is forgotten.
    class Counts
    {
    public:
        qint64 next(const QByteArray &scope);
        void takeBack(const QByteArray &scope);

    private:
        QHash<QByteArray, qint64> m_younger;
        QHash<QByteArray, qint64> m_older;
    };

    std::shared_ptr<const ReplyMatcher> m_matcher =
        std::make_shared<const ReplyMatcher>(std::vector<ReplyRule>(), 0, 0);
    std::vector<Counts> m_counts; ///< by rule
    quint64 m_beginnings = 0;     ///< of the sequences
};

} // namespace creel
