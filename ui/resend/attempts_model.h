// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QAbstractTableModel>

#include <vector>

namespace creel {

/// Attempts, the newest first: when, where to, what came back, how long it took.
class AttemptsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Sent, Outcome, Duration, Target, ColumnCount };

    explicit AttemptsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    /// @p attempts: oldest first, as the session gives them.
    void setAttempts(std::vector<Attempt> attempts);
    const Attempt &at(int row) const { return m_attempts[m_attempts.size() - 1 - size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Attempt> m_attempts;
};

} // namespace creel
