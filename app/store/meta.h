// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"

namespace creel {

/// Single numbers that a session file holds about itself.
namespace meta {

constexpr const char *clearedThrough = "cleared_through"; ///< events up to this one are hidden
constexpr const char *lastDelivery = "last_delivery";     ///< highest id that was removed, never given again
constexpr const char *lastEvent = "last_event";           ///< likewise
constexpr const char *identity = "identity";              ///< random, to know the file by

/// 0 when it is not there, and with an error, which is told in @p error.
qint64 number(const Connection &connection, const char *key, StoreError *error = nullptr);
/// Returns a result code.
int setNumber(const Connection &connection, const char *key, qint64 number);

} // namespace meta

} // namespace creel
