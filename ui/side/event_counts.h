// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"

#include <QHash>

#include <array>
#include <span>
#include <vector>

namespace creel {

/// How many events there are of each type and verdict. Pure value, counted as rows come.
class EventCounts
{
public:
    void add(std::span<const EventSummary> rows);
    void clear() { *this = {}; }

    /// Types in the order they first came.
    const std::vector<Symbol> &types() const { return m_types; }
    int ofType(Symbol type) const { return m_ofType.value(type); }
    int ofVerdict(Verdict verdict) const { return m_ofVerdict[size_t(verdict)]; }
    int malformed() const { return m_malformed; }

private:
    std::vector<Symbol> m_types;
    QHash<Symbol, int> m_ofType;
    std::array<int, 4> m_ofVerdict{};
    int m_malformed = 0;
};

} // namespace creel
