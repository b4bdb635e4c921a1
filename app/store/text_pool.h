// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>

#include <array>

namespace creel {

/// Gives texts that keep coming back (methods, paths, types, peers) as shared copies instead of new ones: a
/// cache with one place for each hash, so that a million rows cost a handful of allocations. One thread.
class TextPool
{
public:
    QByteArray text(QByteArrayView view)
    {
        if (view.isEmpty())
            return {};
        auto &place = m_texts[qHashBits(view.data(), size_t(view.size())) % m_texts.size()];
        if (place != view)
            place = view.toByteArray();
        return place;
    }

private:
    std::array<QByteArray, 1024> m_texts;
};

} // namespace creel
