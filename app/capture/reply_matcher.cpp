// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_matcher.h"

#include "app/catalog/catalog.h"
#include "app/event/summary.h"

#include <utility>

namespace creel {

ReplyMatcher::ReplyMatcher(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS)
{
    for (const auto &rule : rules) {
        const auto filter = Filter::parse(rule.match, nullptr, nowUs, zoneOffsetS);
        if (rule.enabled && filter)
            m_rules.push_back({rule, *filter});
    }
}

std::optional<size_t> ReplyMatcher::match(size_t rule, const Delivery &delivery, const QByteArray &body,
                                          std::span<const EventRecord> records) const
{
    for (size_t i = 0; i < records.size(); ++i) {
        const auto &event = records[i].event;
        const DeliveryBytes bytes(delivery, body, event.payloadFrom, event.payloadBytes);
        if (m_rules[rule].filter.matches(RecordFields(records[i]), bytes))
            return i;
    }
    return {};
}

RuleMatches matchesOf(std::shared_ptr<const ReplyMatcher> matcher, const Delivery &delivery,
                      const QByteArray &body, std::span<const EventRecord> records)
{
    RuleMatches matches{std::move(matcher), {}};
    for (size_t at = 0; matches.of && at < matches.of->ruleCount(); ++at) {
        matches.records.push_back(matches.of->match(at, delivery, body, records));
        const bool always = matches.of->rule(at).sequence.kind == ReplySequence::Kind::Always;
        if (always && matches.records.back())
            break;
    }
    return matches;
}

} // namespace creel
