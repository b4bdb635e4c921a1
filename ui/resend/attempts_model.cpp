// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/attempts_model.h"

#include "ui/resend/answer_words.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

namespace creel {

void AttemptsModel::setAttempts(std::vector<Attempt> attempts)
{
    beginResetModel();
    m_attempts = std::move(attempts);
    endResetModel();
}

int AttemptsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_attempts.size());
}

int AttemptsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AttemptsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Attempt &attempt = at(index.row());
    if (role == Qt::FontRole)
        return font(index.column() == Outcome ? FontRole::Secondary : FontRole::MonoSecondary);
    if (role == Qt::ForegroundRole)
        return index.column() == Outcome ? theme().*statusInk(attempt.status)
                                         : (index.column() == Sent ? theme().text : theme().dim);
    if (role == Qt::ToolTipRole)
        return safeToolTip(attempt.url + (attempt.error.isEmpty() ? QByteArray() : '\n' + attempt.error));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Sent:
        return sentWords(attempt);
    case Outcome:
        return attempt.status > 0 ? statusWords(attempt) : safeText(attempt.error, 200);
    case Duration:
        return attempt.totalUs < 0 ? QString() : durationText(attempt.totalUs);
    case Target:
        return safeText(attempt.url, 400);
    }
    return {};
}

QVariant AttemptsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Sent:
        return tr("Sent");
    case Outcome:
        return tr("Answer");
    case Duration:
        return tr("Took");
    case Target:
        return tr("Target");
    }
    return {};
}

} // namespace creel
