// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/key_hash.h"

#include <QRandomGenerator>
#include <QVarLengthArray>

namespace creel {

KeyHasher::KeyHasher()
    // a seed of 0 would make Qt choose another algorithm
    : m_seeds{QRandomGenerator::global()->generate64() | 1, QRandomGenerator::global()->generate64() | 1}
{
}

KeyHash KeyHasher::of(std::initializer_list<QByteArrayView> parts) const
{
    QVarLengthArray<char, 512> bytes;
    for (const auto part : parts) {
        const qint64 size = part.size(); // first, so that no two lists of parts give the same bytes
        bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
        bytes.append(part.data(), part.size());
    }
    const auto half = [&bytes](quint64 seed) {
        return quint64(qHashBits(bytes.data(), size_t(bytes.size()), seed));
    };
    return {{half(m_seeds[0]), half(m_seeds[1])}};
}

} // namespace creel
