// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"
#include "app/event/event.h"
#include "app/event/filter.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace creel {

/// The rules in force, in order, and what each of them matches, whoever's turn it is. Immutable: to look into
/// a large body, any thread will do.
class ReplyMatcher
{
public:
    /// As ReplyChooser::setRules().
    ReplyMatcher(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS);

    size_t ruleCount() const { return m_rules.size(); }
    const ReplyRule &rule(size_t at) const { return m_rules[at].rule; }
    /// The first of @p records that the rule matches; nothing when it matches none. @p body: content-decoded.
    std::optional<size_t> match(size_t rule, const Delivery &delivery, const QByteArray &body,
                                std::span<const EventRecord> records) const;

private:
    struct Rule {
        ReplyRule rule;
        Filter filter;
    };
    std::vector<Rule> m_rules;
};

/// What ReplyMatcher::match() gave for one delivery, made beforehand.
struct RuleMatches {
    std::shared_ptr<const ReplyMatcher> of;     ///< null: nothing was made
    std::vector<std::optional<size_t>> records; ///< by rule, as far as one that always has its turn
};

/// Asks every rule of @p matcher, null when there are none, that can come to its turn.
RuleMatches matchesOf(std::shared_ptr<const ReplyMatcher> matcher, const Delivery &delivery,
                      const QByteArray &body, std::span<const EventRecord> records);

} // namespace creel
