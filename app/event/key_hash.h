// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHash>

#include <array>
#include <initializer_list>

namespace creel {

/// Stands for texts that would cost too much to keep: 128 bits, so that a billion of them do not meet by
/// chance.
struct KeyHash {
    std::array<quint64, 2> bits{};
    // not the default one, which calls memcmp() for the array: it took a twelfth of the time to open a
    // session
    bool operator==(const KeyHash &other) const
    {
        return bits[0] == other.bits[0] && bits[1] == other.bits[1];
    }
    friend size_t qHash(const KeyHash &hash, size_t seed = 0) { return size_t(hash.bits[0]) ^ seed; }
};

/// Makes hashes of a key's parts; seeded at random, so they are compared with those of the same hasher only.
class KeyHasher
{
public:
    KeyHasher();
    /// Of the parts one by one: ("a", "bc") is not ("ab", "c").
    KeyHash of(std::initializer_list<QByteArrayView> parts) const;

private:
    std::array<quint64, 2> m_seeds;
};

} // namespace creel
