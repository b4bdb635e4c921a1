// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/side_model.h"

#include "ui/text/text.h"

#include <algorithm>

namespace creel {

void SideModel::setRows(std::vector<SideRow> rows)
{
    if (rows == m_rows)
        return;
    const bool sameLines = std::ranges::equal(rows, m_rows, [](const SideRow &a, const SideRow &b) {
        return a.kind == b.kind && a.text == b.text;
    });
    if (sameLines) {
        m_rows = std::move(rows);
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SideModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SideModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::ToolTipRole:
        return row.kind == SideRow::Kind::SavedFilter ? safeToolTip(row.filter.toUtf8()) : QString();
    case Qt::AccessibleTextRole:
        return row.count < 0 ? row.text : tr("%1, %2").arg(row.text, countText(row.count));
    case Qt::AccessibleDescriptionRole:
        return row.state == TermState::Included   ? tr("on in the filter")
               : row.state == TermState::Excluded ? tr("left out by the filter")
                                                  : QString();
    default:
        return {};
    }
}

Qt::ItemFlags SideModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool heading = at(index.row()).kind == SideRow::Kind::Heading;
    return heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace creel
