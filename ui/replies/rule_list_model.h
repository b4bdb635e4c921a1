// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QAbstractListModel>

#include <vector>

namespace creel {

/// The own rules as rows. A switch that a person turns is asked for by toggled() and takes effect when it
/// comes back by setRules(), so that it can be undone.
class RuleListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRules(const std::vector<ReplyRule> &rules);
    const ReplyRule &at(int row) const { return m_rules[size_t(row)]; }
    const QString &problem(int row) const { return m_problems[size_t(row)]; } ///< empty: sound
    bool isSound() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void toggled(int row, bool enabled);

private:
    std::vector<ReplyRule> m_rules;
    std::vector<QString> m_problems;
};

} // namespace creel
