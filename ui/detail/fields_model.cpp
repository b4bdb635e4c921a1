// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/fields_model.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

namespace creel {

void FieldsModel::setFields(Headers fields, int trailers)
{
    beginResetModel();
    m_fields = std::move(fields);
    m_trailers = trailers;
    endResetModel();
}

int FieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int FieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FieldsModel::toolTip(int row) const
{
    const Header &field = at(row);
    const QString text = safeToolTip(field.name + ": " + field.value.left(2000));
    return row < rowCount() - m_trailers ? text : tr("Trailer, sent behind the body: %1").arg(text);
}

QVariant FieldsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Header &field = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Value)
            return safeText(field.value, 2000);
        return index.row() < rowCount() - m_trailers ? safeText(field.name, 400)
                                                     : tr("%1 (trailer)").arg(safeText(field.name, 400));
    case Qt::ToolTipRole:
        return toolTip(index.row());
    case Qt::FontRole:
        return font(FontRole::MonoSecondary);
    case Qt::ForegroundRole:
        return index.column() == Name ? theme().member : theme().text;
    default:
        return {};
    }
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : tr("Value");
}

} // namespace creel
