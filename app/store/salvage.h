// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

namespace creel {

/// What could be read out of a damaged session file.
struct SalvageReport {
    qint64 deliveries = 0;
    qint64 events = 0;
    qint64 unreadable = 0; ///< rows that were passed over, or whose body was, as far as they can be counted
};

/// Copies every delivery of the damaged file @p from that can still be read into a fresh session at @p to,
/// with its events, notes and attempts; which must not exist; @p from is only read. Ids stay what they were.
/// A delivery whose events were lost gets one record, so that it has a row. Nobody should write @p from
/// meanwhile. When nothing of a session is found, @p to is not made; nor when @p progress ends it.
StoreError salvage(const QString &from, const QString &to, SalvageReport *report,
                   const CopyProgress &progress = {});

} // namespace creel
