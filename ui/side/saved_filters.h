// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

namespace creel {

/// A filter the user gave a name.
struct SavedFilter {
    QString name;
    QString filter;
    bool operator==(const SavedFilter &) const = default;
};

/// The user's saved filters, kept in the settings. Main thread.
class SavedFilters : public QObject
{
    Q_OBJECT
public:
    explicit SavedFilters(QObject *parent = nullptr);

    const std::vector<SavedFilter> &all() const { return m_filters; }
    /// Adds it, or gives the one with its name the new text.
    void save(const SavedFilter &filter);
    void remove(const QString &name);
    /// Brings back what was removed last, to its place.
    void undoRemove();
    bool canUndoRemove() const { return m_removedAt >= 0; }

signals:
    void changed();

private:
    void store();
    std::vector<SavedFilter> m_filters;
    SavedFilter m_removed;
    qsizetype m_removedAt = -1;
};

} // namespace creel
