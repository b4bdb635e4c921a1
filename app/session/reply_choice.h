// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// What senders are answered: a built-in preset with its figures, or the user's own rules.
struct ReplyChoice {
    QByteArray chosen = "always-200"; ///< a preset's id, or ownRulesId
    PresetParameters presets;
    std::vector<ReplyRule> own;
    bool operator==(const ReplyChoice &) const = default;
};
inline constexpr QByteArrayView ownRulesId = "own rules";

/// The rules that @p choice puts in force.
std::vector<ReplyRule> rulesOf(const ReplyChoice &choice);
/// "Fail first 3", "own rules".
QString replyChoiceName(const ReplyChoice &choice);

/// Where the own rules are kept: a rules document, as `creel listen --rules` takes it.
QString ownRulesPath();
/// What was chosen last, figures brought into range. When the own rules cannot be read, none, and the reason
/// in @p problem.
ReplyChoice storedReplyChoice(QString *problem);
/// Keeps it for the next start, the own rules only when @p ownToo: another window may have written others
/// meanwhile. False and the reason when they cannot be written. A document that cannot be read is moved
/// aside, never replaced.
bool storeReplyChoice(const ReplyChoice &choice, bool ownToo, QString *problem);

} // namespace creel
