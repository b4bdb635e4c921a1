// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <random>
#include <vector>

namespace creel {

/// What a sample stream makes.
struct SampleOptions {
    std::vector<QByteArray> types; ///< empty: whole message lifecycles with some of every other type
    double duplicates = 0;         ///< share of events that repeat an earlier one byte for byte, 0..1
    quint64 seed = 1;              ///< same seed and start, same bytes
    qint64 startUs = 0;            ///< UTC time of the first event; 0: now
};

/// One made-up event, and the truth about it.
struct Sample {
    QByteArray body;
    QByteArray type;
    QByteArray key;
    bool duplicate = false;
};

/// An endless, reproducible stream of plausible events of a catalog: customers, campaigns, agents and whole message
/// lifecycles (sent, delivered, read or failed) interleaved as in real traffic.
class SampleStream
{
public:
    SampleStream(const Catalog &catalog, SampleOptions options);
    Sample next();
};

} // namespace creel
