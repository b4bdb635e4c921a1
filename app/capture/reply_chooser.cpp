// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_chooser.h"

#include <utility>

namespace creel {

namespace {
constexpr qsizetype youngScopes = 100'000;

/// SplitMix64's output function: spreads neighbouring numbers evenly.
quint64 mixed(quint64 x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/// FNV-1a: stable across runs and machines, so that a seed gives the same failures again.
quint64 hashOf(QByteArrayView bytes)
{
    quint64 hash = 0xcbf29ce484222325;
    for (const char byte : bytes)
        hash = (hash ^ quint8(byte)) * 0x100000001b3;
    return hash;
}

bool isCounting(ReplySequence::Kind kind)
{
    return kind != ReplySequence::Kind::Always && kind != ReplySequence::Kind::Until;
}

QByteArray scopeOf(ReplySequence::Per per, const EventRecord &record)
{
    switch (per) {
    case ReplySequence::Per::Overall:
        break;
    case ReplySequence::Per::Path:
        return record.path;
    case ReplySequence::Per::Key: {
        const auto &event = record.event;
        // What has no key is told apart by its content: a retry of it is still the same event.
        const auto key = event.key.isEmpty() ? QByteArray::number(event.contentHash, 16) : event.key;
        return event.provider + '\0' + event.type + '\0' + key;
    }
    }
    return {};
}
} // namespace

bool isTurn(const ReplySequence &sequence, qint64 nth, QByteArrayView scope, qint64 nowUs)
{
    switch (sequence.kind) {
    case ReplySequence::Kind::Always:
        return true;
    case ReplySequence::Kind::FirstN:
        return nth <= sequence.count;
    case ReplySequence::Kind::EveryKth:
        return sequence.count > 0 && nth % sequence.count == 0;
    case ReplySequence::Kind::Share: {
        const auto draw = mixed(mixed(sequence.seed ^ hashOf(scope)) + quint64(nth));
        return double(draw >> 11) * 0x1p-53 < sequence.share;
    }
    case ReplySequence::Kind::Until:
        return nowUs < sequence.untilUs;
    }
    return false;
}

qint64 ReplyChooser::Counts::next(const QByteArray &scope)
{
    if (const auto found = m_younger.find(scope); found != m_younger.end())
        return ++*found;
    const auto count = m_older.take(scope) + 1;
    if (m_younger.size() >= youngScopes)
        m_older = std::exchange(m_younger, {});
    m_younger.insert(scope, count);
    return count;
}

void ReplyChooser::Counts::takeBack(const QByteArray &scope)
{
    for (auto *counts : {&m_younger, &m_older}) {
        if (const auto found = counts->find(scope); found != counts->end() && *found > 0)
            --*found;
    }
}

void ReplyChooser::setRules(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS)
{
    m_matcher = std::make_shared<const ReplyMatcher>(rules, nowUs, zoneOffsetS);
    resetSequences();
}

void ReplyChooser::resetSequences()
{
    m_counts.assign(m_matcher->ruleCount(), {});
    ++m_beginnings;
}

ReplyChooser::Choice ReplyChooser::choose(const Delivery &delivery, const QByteArray &body,
                                          std::span<const EventRecord> records, qint64 nowUs,
                                          const RuleMatches &known)
{
    Choice choice;
    std::shared_ptr<CountedTurns> counted;
    for (size_t at = 0; at < m_matcher->ruleCount() && !choice.rule; ++at) {
        const auto &rule = m_matcher->rule(at);
        const auto match =
            known.of == m_matcher ? known.records[at] : m_matcher->match(at, delivery, body, records);
        if (!match)
            continue;
        // one delivery counts once, however many of its events match
        const auto scope = scopeOf(rule.sequence.per, records[*match]);
        const bool counts = isCounting(rule.sequence.kind);
        if (isTurn(rule.sequence, counts ? m_counts[at].next(scope) : 0, scope, nowUs))
            choice = {&rule, *match, nullptr};
        if (!counts)
            continue;
        if (!counted)
            counted = std::make_shared<CountedTurns>(CountedTurns{m_beginnings, {}});
        counted->scopes.emplace_back(at, scope);
    }
    choice.counted = std::move(counted);
    return choice;
}

void ReplyChooser::takeBack(const CountedTurns &counted)
{
    if (counted.since != m_beginnings)
        return;
    for (const auto &[rule, scope] : counted.scopes)
        m_counts[rule].takeBack(scope);
}

} // namespace creel
