// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace creel {

/// The live values behind CaptureCounters, and the file they are kept in; each has one writer at a time, any
/// may read.
struct Gauges {
    std::atomic<qint64> stored = 0;
    std::atomic<qint64> unrecorded = 0;
    std::atomic<qint64> refused = 0;
    std::atomic<qint64> failed = 0;
    std::atomic<int> connections = 0;
    std::atomic<quint64> file = 0; ///< number of the open one (KeptDelivery); 0: none
};

} // namespace creel
