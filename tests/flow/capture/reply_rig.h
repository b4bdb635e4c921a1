// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/flow/capture/rig.h"

#include <QRegularExpression>

namespace creel {

using End = ReplyShape::End;

/// The rule that answers so whatever comes, or what @p match lets through.
inline ReplyRule always(ReplyShape shape, const QString &match = {})
{
    return {"misbehave", match, {}, std::move(shape), true};
}

} // namespace creel
