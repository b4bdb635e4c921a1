// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace creel {

/// Takes the place of a secret. No character that a URL, a header or a shell takes for its own.
inline constexpr char redactedMask[] = "REDACTED";

/// @p target, or a request line up to its version, with the secrets in its parameters masked, wherever in it
/// those stand, and users and passwords in URLs.
QByteArray redactedTarget(const QByteArray &target);

} // namespace creel
