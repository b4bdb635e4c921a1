// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/diff_model.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

namespace creel {

using Kind = PayloadDifference::Kind;

void DiffModel::setDifferences(std::vector<PayloadDifference> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PayloadDifference &it = at(index.row());
    const bool absent = (index.column() == Before && it.kind == Kind::Added) ||
                        (index.column() == After && it.kind == Kind::Removed);
    switch (role) {
    case Qt::FontRole:
        return font(FontRole::MonoSecondary);
    case Qt::ForegroundRole:
        if (absent)
            return theme().dim;
        return index.column() == Pointer ? theme().member
                                         : (index.column() == Before ? theme().bad : theme().ok);
    case Qt::ToolTipRole:
        return safeToolTip(index.column() == Pointer
                               ? it.pointer
                               : (index.column() == Before ? it.before : it.after).left(2000));
    case Qt::DisplayRole:
        if (absent)
            return tr("absent");
        if (index.column() == Pointer)
            return it.pointer.isEmpty() ? tr("(root)") : safeText(it.pointer, 400);
        return safeText(index.column() == Before ? it.before : it.after, 1000);
    default:
        return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Pointer:
        return tr("Member");
    case Before:
        return tr("Other");
    case After:
        return tr("This event");
    }
    return {};
}

} // namespace creel
