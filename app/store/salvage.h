// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

namespace creel {

/// What could be read out of a damaged session file.
struct SalvageReport {
    qint64 deliveries = 0;
    qint64 events = 0;
    qint64 unreadable = 0; ///< rows that were passed over, as far as they can be counted
};

/// Copies every delivery of the damaged file @p from that can still be read into a fresh session at @p to,
/// which must not exist; @p from is only read.
StoreError salvage(const QString &from, const QString &to, SalvageReport *report);

} // namespace creel
