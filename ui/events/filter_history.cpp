// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_history.h"

#include "app/session/settings.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kept = 20;
const auto key = "filter/history"_L1;

} // namespace

FilterHistory::FilterHistory() : m_filters(settings()->value(key).toStringList()) {}

void FilterHistory::note(const QString &filter)
{
    const auto text = filter.trimmed();
    if (text.isEmpty() || (!m_filters.isEmpty() && m_filters.first() == text))
        return;
    m_filters.removeAll(text);
    m_filters.prepend(text);
    while (m_filters.size() > kept)
        m_filters.removeLast();
    settings()->setValue(key, m_filters);
}

} // namespace creel
