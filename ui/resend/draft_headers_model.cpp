// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/draft_headers_model.h"

#include "ui/resend/request_fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

namespace creel {

void DraftHeadersModel::setHeaders(const Headers &headers)
{
    if (headers == m_headers)
        return;
    const bool sameRows = headers.size() == m_headers.size();
    if (!sameRows)
        beginResetModel();
    m_headers = headers;
    if (!sameRows)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void DraftHeadersModel::insert(int row, const Headers &lines)
{
    if (lines.empty())
        return;
    Headers wanted = m_headers;
    wanted.insert(wanted.begin() + std::clamp(row, 0, rowCount()), lines.begin(), lines.end());
    emit edited(wanted, tr("Add header"));
}

void DraftHeadersModel::remove(int row, int count)
{
    if (row < 0 || count <= 0 || row + count > rowCount())
        return;
    Headers wanted = m_headers;
    wanted.erase(wanted.begin() + row, wanted.begin() + row + count);
    emit edited(wanted, tr("Remove header"));
}

void DraftHeadersModel::move(int row, int by)
{
    const int to = row + by;
    if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount())
        return;
    Headers wanted = m_headers;
    std::swap(wanted[size_t(row)], wanted[size_t(to)]);
    emit edited(wanted, tr("Move header"));
}

int DraftHeadersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_headers.size());
}

int DraftHeadersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DraftHeadersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Header &header = m_headers[size_t(index.row())];
    const QByteArray &bytes = index.column() == Name ? header.name : header.value;
    switch (role) {
    case Qt::DisplayRole:
        return safeText(bytes, 2000);
    case Qt::EditRole:
        return editableText(bytes);
    case Qt::FontRole:
        return font(FontRole::MonoSecondary);
    case Qt::ForegroundRole:
        if (!headerProblem(header).isEmpty())
            return theme().bad;
        return index.column() == Name ? theme().member : theme().text;
    case Qt::ToolTipRole:
        if (const QString problem = headerProblem(header); !problem.isEmpty())
            return problem;
        return safeToolTip(header.name + ": " + header.value.left(2000));
    default:
        return {};
    }
}

bool DraftHeadersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    Headers wanted = m_headers;
    Header &header = wanted[size_t(index.row())];
    QByteArray &bytes = index.column() == Name ? header.name : header.value;
    bytes = editedBytes(value.toString(), bytes);
    if (wanted != m_headers)
        emit edited(wanted, tr("Edit header"));
    return true;
}

Qt::ItemFlags DraftHeadersModel::flags(const QModelIndex &index) const
{
    return QAbstractTableModel::flags(index) | (index.isValid() ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

QVariant DraftHeadersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Header") : tr("Value");
}

} // namespace creel
