// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/vocabulary.h"

#include "app/catalog/catalog.h"

#include <algorithm>

namespace creel {

namespace {

constexpr size_t latest = 100'000;
constexpr qsizetype mostWords = 500; ///< of one field; a hostile sender can name any number

} // namespace

void Vocabulary::clear()
{
    m_taken = 0;
    for (auto *seen : {&m_types, &m_hosts, &m_paths, &m_providers, &m_rules})
        seen->clear();
    m_words = {};
}

void Vocabulary::take(Symbol symbol, QSet<Symbol> &seen, QStringList &words) const
{
    if (symbol == Symbol{} || seen.size() >= mostWords || seen.contains(symbol))
        return;
    seen.insert(symbol);
    if (const auto word = QString::fromUtf8(m_events.text(symbol)); !words.contains(word))
        words.append(word);
}

FilterVocabulary Vocabulary::words()
{
    if (m_words.types.isEmpty()) {
        for (const auto &catalog : m_catalogs.all()) {
            for (const auto &type : catalog.types)
                m_words.types.append(QString::fromUtf8(type.name));
        }
    }
    const auto size = m_events.size();
    for (m_taken = std::max(m_taken, size > latest ? size - latest : 0); m_taken < size; ++m_taken) {
        const auto &row = m_events.at(m_taken);
        take(row.type, m_types, m_words.types);
        take(row.host, m_hosts, m_words.hosts);
        take(row.path, m_paths, m_words.paths);
        take(row.provider, m_providers, m_words.providers);
        take(row.rule, m_rules, m_words.rules);
    }
    return m_words;
}

} // namespace creel
