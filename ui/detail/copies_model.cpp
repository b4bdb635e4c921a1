// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/copies_model.h"

#include "ui/detail/event_words.h"
#include "ui/detail/row_delegate.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

CopiesModel::CopiesModel(CountDifferences count, QObject *parent)
    : QAbstractTableModel(parent)
    , m_count(std::move(count))
{
}

void CopiesModel::setCopies(std::vector<CopyRow> copies, EventId current)
{
    beginResetModel();
    m_copies = std::move(copies);
    m_current = current;
    m_differences.assign(m_copies.size(), std::nullopt);
    endResetModel();
}

int CopiesModel::rowOf(EventId id) const
{
    const auto found =
        std::find_if(m_copies.begin(), m_copies.end(), [id](const CopyRow &it) { return it.id == id; });
    return found == m_copies.end() ? -1 : int(found - m_copies.begin());
}

int CopiesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_copies.size());
}

int CopiesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CopiesModel::contentText(int row) const
{
    const CopyRow &copy = at(row);
    if (copy.verdict != Verdict::Conflict || row == 0)
        return copyWords(copy);
    auto &known = m_differences[size_t(row)];
    if (!known)
        known = m_count(copy.id, at(0).id);
    if (*known <= 0)
        return copyWords(copy);
    return *known == 1 ? tr("1 member differs") : tr("%1 members differ").arg(countText(*known));
}

QString CopiesModel::text(int row, int column) const
{
    const CopyRow &copy = at(row);
    switch (column) {
    case Copy:
        return countText(qint64(copy.id));
    case Received:
        return clockText(copy.receivedAtUs);
    case Gap:
        return copy.gapUs < 0 ? tr("first") : u"+"_s + durationText(copy.gapUs);
    case Reply:
        return replyWords(copy.status, copy.rule);
    case Content:
        return contentText(row);
    case Summary:
        return row == 0 ? replyWords(copy.status, copy.rule)
                        : u"%1 %2"_s.arg(replyWords(copy.status, {}), contentText(row));
    }
    return {};
}

QVariant CopiesModel::color(int row, int column) const
{
    const CopyRow &copy = at(row);
    if ((column == Reply || column == Summary) && (copy.status < 200 || copy.status > 299))
        return theme().bad;
    if (column == Content && copy.verdict == Verdict::Conflict)
        return theme().bad;
    return column == Copy || column == Received || column == Reply || column == Summary ? theme().text
                                                                                        : theme().dim;
}

QVariant CopiesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return tr("Event %1 · received %2")
            .arg(countText(qint64(at(index.row()).id)), dateTimeText(at(index.row()).receivedAtUs));
    case Qt::FontRole:
        if (index.column() == Copy && at(index.row()).id == m_current)
            return semibold(FontRole::MonoSecondary);
        return font(index.column() <= Received ? FontRole::MonoSecondary : FontRole::Secondary);
    case RowDelegate::dimFromRole:
        return index.column() == Reply || index.column() == Summary
                   ? QVariant(int(replyWords(at(index.row()).status, {}).size()))
                   : QVariant();
    case Qt::ForegroundRole:
        return color(index.row(), index.column());
    default:
        return {};
    }
}

QVariant CopiesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Copy:
        return tr("Copy");
    case Received:
        return tr("Received");
    case Gap:
        return tr("Gap");
    case Content:
        return tr("Content");
    default:
        return tr("Our reply");
    }
}

} // namespace creel
