// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// A sender's time as microseconds since 1970 UTC; 0 when @p text is none. Takes RFC 3339 (a space may stand
/// for the T) and numbers since the epoch, seconds with or without a fraction, milliseconds or microseconds:
/// which of these is told by the size, as seconds have ten digits until the year 2286.
qint64 occurredUs(QByteArrayView text);

} // namespace creel
