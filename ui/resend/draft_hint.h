// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QString>

namespace creel {

/// What a person should know before sending @p draft, made from @p original; empty when nothing: a signature
/// that no longer fits the body, a Content-Length that is not the body's, a header line that cannot go out,
/// invisible characters in the URL. The first that applies, one line.
QString draftHint(const Draft &draft, const Draft &original);

} // namespace creel
