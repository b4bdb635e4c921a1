// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "ui/detail/plain_label.h"

#include <QString>

namespace creel {

/// "200 OK", "no answer"; outside text made safe.
QString statusWords(const Attempt &attempt);
/// When it was sent, by the clock; "–" when nothing went out.
QString sentWords(const Attempt &attempt);
/// "12 ms · connected after 0.4 ms · first byte after 11 ms · 340 B".
QString timingWords(const Attempt &attempt);
/// "200 OK in 12 ms", or the error in words: one line for the strip under the header.
QString outcomeWords(const Attempt &attempt);
/// The ink of a status: ok for 2xx, warning for 1xx and 3xx, bad for the rest and for none. Words go with
/// it always.
PlainLabel::Ink statusInk(int status);

} // namespace creel
