// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/summary.h"
#include "ui/events/filter_completion.h"

#include <QSet>

namespace creel {

class Catalogs;

/// What the events that came may be filtered by, gathered as it is asked for. Looks at each event once, and
/// at no more than the latest hundred thousand of a long session.
class Vocabulary
{
public:
    /// Both outlive it.
    Vocabulary(const EventList &events, const Catalogs &catalogs) : m_events(events), m_catalogs(catalogs) {}

    /// Up to date. Types of the catalogs stand first.
    FilterVocabulary words();
    /// The list was emptied: what was seen is forgotten.
    void clear();

private:
    void take(Symbol symbol, QSet<Symbol> &seen, QStringList &words) const;

    const EventList &m_events;
    const Catalogs &m_catalogs;
    size_t m_taken = 0;
    QSet<Symbol> m_types, m_hosts, m_paths, m_providers, m_rules;
    FilterVocabulary m_words;
};

} // namespace creel
