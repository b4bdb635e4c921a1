// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace creel {

/// Row ids of the session file. Distinct types, so that one is never taken for another or for a row number;
/// 0 is "none" in each.
enum class DeliveryId : qint64 {};
enum class EventId : qint64 {};
enum class AttemptId : qint64 {};

} // namespace creel
