// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/saved_filters.h"

#include "app/session/settings.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

SavedFilters::SavedFilters(QObject *parent) : QObject(parent)
{
    const auto store = settings();
    const int size = store->beginReadArray("filters"_L1);
    for (int i = 0; i < size; ++i) {
        store->setArrayIndex(i);
        m_filters.push_back({store->value("name"_L1).toString(), store->value("filter"_L1).toString()});
    }
}

void SavedFilters::save(const SavedFilter &filter)
{
    const auto found = std::ranges::find(m_filters, filter.name, &SavedFilter::name);
    if (found == m_filters.end())
        m_filters.push_back(filter);
    else
        *found = filter;
    store();
}

void SavedFilters::remove(const QString &name)
{
    const auto found = std::ranges::find(m_filters, name, &SavedFilter::name);
    if (found == m_filters.end())
        return;
    m_removed = *found;
    m_removedAt = found - m_filters.begin();
    m_filters.erase(found);
    store();
}

void SavedFilters::undoRemove()
{
    if (!canUndoRemove())
        return;
    m_filters.insert(m_filters.begin() + std::min(m_removedAt, qsizetype(m_filters.size())), m_removed);
    m_removedAt = -1;
    store();
}

void SavedFilters::store()
{
    const auto store = settings();
    store->remove("filters"_L1);
    store->beginWriteArray("filters"_L1, int(m_filters.size()));
    for (int i = 0; i < int(m_filters.size()); ++i) {
        store->setArrayIndex(i);
        store->setValue("name"_L1, m_filters[size_t(i)].name);
        store->setValue("filter"_L1, m_filters[size_t(i)].filter);
    }
    store->endArray();
    emit changed();
}

} // namespace creel
