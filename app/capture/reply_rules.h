// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace creel {

/// How an answer is to be delivered, in time and in bytes.
struct ReplyShape {
    int status = 200;
    Headers headers;
    QByteArray body;            ///< may hold {placeholders}, see resources/help/reply-rules.md
    int delayHeadMs = 0;        ///< before the head
    int delayBodyMs = 0;        ///< between head and body
    int dripBytesPerSecond = 0; ///< 0: at once
    enum class End { Normal, Hang, Close, Reset, WrongLength } end = End::Normal;
    bool operator==(const ReplyShape &) const = default;
};

/// When a rule's reply is used among the deliveries that match it; otherwise the next rule is asked.
struct ReplySequence {
    enum class Kind { Always, FirstN, EveryKth, Share, Until } kind = Kind::Always;
    enum class Per { Overall, Path, Key } per = Per::Overall;
    int count = 0;      ///< N of FirstN, k of EveryKth
    double share = 0;   ///< of Share, 0..1
    quint64 seed = 1;   ///< of Share
    qint64 untilUs = 0; ///< of Until, UTC
    bool operator==(const ReplySequence &) const = default;
};

/// One rule: which deliveries, when, what is answered.
struct ReplyRule {
    QByteArray name;
    QString match; ///< filter language; empty: every delivery
    ReplySequence sequence;
    ReplyShape reply;
    bool enabled = true;
    bool operator==(const ReplyRule &) const = default;
};

/// Reads the rules document ({"rules": [...]}); nullopt and the reason (with the rule's place) when it is
/// none.
std::optional<std::vector<ReplyRule>> parseReplyRules(const QByteArray &json, QString *error);
QByteArray writeReplyRules(const std::vector<ReplyRule> &rules);

/// What is wrong with @p rule, as the document would say it ("match: ... (at character 5)"); empty when it is
/// sound.
QString replyRuleProblem(const ReplyRule &rule);

/// The figures of the presets that a person may set.
struct PresetParameters {
    int slowMs = 3000;
    double flakyShare = 0.3; ///< 0..1
    quint64 flakySeed = 1;
    int failCount = 2;
    ReplySequence::Per failPer = ReplySequence::Per::Key;
    int retryAfterS = 30;
    bool operator==(const PresetParameters &) const = default;
};

/// A way to answer that needs no rules of one's own.
struct ReplyPreset {
    QByteArray id;
    QString name;
    QString about;
    std::vector<ReplyRule> rules;
};
/// The built-in presets with these figures, "Always 200" first.
std::vector<ReplyPreset> replyPresets(const PresetParameters &parameters = {});

} // namespace creel
