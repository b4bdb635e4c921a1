// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_list_model.h"

#include "ui/replies/rule_words.h"
#include "ui/text/text.h"

#include <algorithm>

namespace creel {

void RuleListModel::setRules(const std::vector<ReplyRule> &rules)
{
    const bool sameCount = rules.size() == m_rules.size();
    if (!sameCount)
        beginResetModel();
    m_rules = rules;
    m_problems.clear();
    for (const auto &rule : m_rules)
        m_problems.push_back(replyRuleProblem(rule));
    if (!sameCount)
        endResetModel();
    else if (!m_rules.empty())
        emit dataChanged(index(0), index(int(m_rules.size()) - 1));
}

bool RuleListModel::isSound() const
{
    return std::ranges::all_of(m_problems, &QString::isEmpty);
}

int RuleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

QVariant RuleListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &rule = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return safeText(rule.name, 80);
    case Qt::CheckStateRole:
        return rule.enabled ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: {
        const auto words = problem(index.row()).isEmpty() ? ruleWords(rule) : problem(index.row());
        return safeToolTip(words.toUtf8());
    }
    case Qt::AccessibleTextRole: {
        const auto words =
            tr("%1, %2, %3").arg(safeText(rule.name, 80), answerWord(rule.reply), ruleWords(rule));
        return problem(index.row()).isEmpty() ? words : tr("%1, not sound").arg(words);
    }
    default:
        return {};
    }
}

bool RuleListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    emit toggled(index.row(), value.value<Qt::CheckState>() == Qt::Checked);
    return true;
}

Qt::ItemFlags RuleListModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

} // namespace creel
