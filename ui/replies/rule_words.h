// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QString>

namespace creel {

/// What a rule answers, in a word: "503", "no answer".
QString answerWord(const ReplyShape &shape);
/// When it is a rule's turn: "first 2 per key", "30 % at random"; empty for always.
QString sequenceWords(const ReplySequence &sequence);
/// Match, turn and what is odd about the answer, on one line: "type:message.* · first 2 per key · after 3 s".
/// Safe to show.
QString ruleWords(const ReplyRule &rule);

/// A filter's problem with its place, counted from 1 as people do; empty when @p match parses.
QString matchProblem(const QString &match);

} // namespace creel
