// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

namespace creel {

/// A small reproducible generator (SplitMix64) with its own distributions: those of the standard library
/// differ from one implementation to the next, and the same seed shall make the same bytes everywhere. Not
/// for secrets.
class Random
{
public:
    explicit Random(quint64 seed) : m_state(seed) {}

    quint64 next()
    {
        quint64 z = m_state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// From 0 to @p bound - 1, @p bound below 2^32.
    quint64 below(quint64 bound) { return ((next() >> 32) * bound) >> 32; }

    /// From @p low to @p high, both included.
    qint64 between(qint64 low, qint64 high) { return low + qint64(below(quint64(high - low) + 1)); }

    /// True in a @p share (0..1) of the calls.
    bool chance(double share) { return double(next() >> 11) < share * 9007199254740992.0; }

    template <typename T, size_t N>
    const T &pick(const T (&of)[N])
    {
        return of[below(N)];
    }

    /// @p count bytes out of @p alphabet.
    QByteArray letters(qsizetype count, QByteArrayView alphabet)
    {
        QByteArray text(count, Qt::Uninitialized);
        for (auto &c : text)
            c = alphabet[qsizetype(below(quint64(alphabet.size())))];
        return text;
    }

private:
    quint64 m_state;
};

} // namespace creel
