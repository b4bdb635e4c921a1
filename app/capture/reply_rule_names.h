// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <cstddef>

namespace creel {

/// A word of the rules document and the value it stands for.
template <class Value>
struct RuleName {
    Value value;
    QLatin1StringView name;
};
/// All words of one enum; the first one is the default.
template <class Value, size_t count>
using RuleNames = std::array<RuleName<Value>, count>;

inline constexpr RuleNames<ReplySequence::Kind, 5> sequenceKindNames{
    {{ReplySequence::Kind::Always, QLatin1StringView("always")},
     {ReplySequence::Kind::FirstN, QLatin1StringView("first")},
     {ReplySequence::Kind::EveryKth, QLatin1StringView("every")},
     {ReplySequence::Kind::Share, QLatin1StringView("share")},
     {ReplySequence::Kind::Until, QLatin1StringView("until")}}};
inline constexpr RuleNames<ReplySequence::Per, 3> sequencePerNames{
    {{ReplySequence::Per::Overall, QLatin1StringView("overall")},
     {ReplySequence::Per::Path, QLatin1StringView("path")},
     {ReplySequence::Per::Key, QLatin1StringView("key")}}};
inline constexpr RuleNames<ReplyShape::End, 5> replyEndNames{
    {{ReplyShape::End::Normal, QLatin1StringView("normal")},
     {ReplyShape::End::Hang, QLatin1StringView("hang")},
     {ReplyShape::End::Close, QLatin1StringView("close")},
     {ReplyShape::End::Reset, QLatin1StringView("reset")},
     {ReplyShape::End::WrongLength, QLatin1StringView("wrong length")}}};

template <class Value, size_t count>
QLatin1StringView ruleName(Value value, const RuleNames<Value, count> &names)
{
    return std::ranges::find(names, value, &RuleName<Value>::value)->name;
}

} // namespace creel
