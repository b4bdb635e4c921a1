// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace creel {

/// How many content bytes of requests that are still being read there are, of all connections together.
class BodyTally
{
public:
    /// More than that is refused, whatever one body may take.
    static constexpr qint64 mostBytes = 512LL * 1024 * 1024;

    /// What one connection adds to it, taken back when it goes.
    class Share
    {
    public:
        explicit Share(BodyTally &tally) : m_tally(tally) {}
        ~Share() { set(0); }
        Share(const Share &) = delete;
        Share &operator=(const Share &) = delete;

        void set(qint64 bytes)
        {
            m_tally.m_bytes += bytes - m_bytes;
            m_bytes = bytes;
        }

    private:
        BodyTally &m_tally;
        qint64 m_bytes = 0;
    };

    /// More than there should be at once: a body that is not whole is to be refused. A limit of one body,
    /// @p bodyBytes, that is higher than the bound still lets one through.
    bool isTooMuch(qint64 bodyBytes) const { return m_bytes > std::max(mostBytes, 2 * bodyBytes); }

private:
    qint64 m_bytes = 0;
};

} // namespace creel
