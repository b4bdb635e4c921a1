// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QString>

namespace creel {

/// What a person should know before sending @p draft, made from @p original; empty when nothing: a header
/// line that cannot go out, invisible characters in the URL, a Content-Length that is not the body's, a
/// target that is not the URL's, a signature that no longer fits the body. A line each, the gravest first.
QString draftHint(const Draft &draft, const Draft &original);

} // namespace creel
