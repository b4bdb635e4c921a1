// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/latency.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace creel {

namespace {

constexpr int bits = 4;

/// Below 16 each value has its bucket; above, a bucket holds the values that share the five leading bits.
size_t bucketOf(quint64 value)
{
    if (value < (1U << bits))
        return size_t(value);
    const auto shift = int(std::bit_width(value)) - 1 - bits;
    return (size_t(shift + 1) << bits) + size_t((value >> shift) & ((1U << bits) - 1));
}

qint64 largestOf(size_t bucket)
{
    if (bucket < (1U << bits))
        return qint64(bucket);
    const auto shift = (bucket >> bits) - 1;
    const auto lead = (bucket & ((1U << bits) - 1)) | (1U << bits);
    return qint64(((quint64(lead) + 1) << shift) - 1);
}

} // namespace

void Latency::add(qint64 us)
{
    us = std::max<qint64>(us, 0);
    ++m_buckets[bucketOf(quint64(us))];
    ++m_count;
    m_maxUs = std::max(m_maxUs, us);
}

qint64 Latency::quantileUs(double share) const
{
    const auto wanted = qint64(std::ceil(std::clamp(share, 0.0, 1.0) * double(m_count)));
    qint64 seen = 0;
    for (size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= wanted && seen > 0)
            return std::min(largestOf(bucket), m_maxUs);
    }
    return 0;
}

} // namespace creel
