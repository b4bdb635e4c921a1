// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter_edit.h"

#include <QAbstractListModel>
#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// One line of the side panel.
struct SideRow {
    enum class Kind { Heading, Type, Verdict, SavedFilter } kind = Kind::Heading;
    QString text;     ///< as shown, safe
    QByteArray value; ///< of a type or verdict: as the filter writes it
    QString field;    ///< of a type or verdict: the filter's field
    QString filter;   ///< of a saved filter
    int count = -1;   ///< -1: none is shown
    TermState state = TermState::None;
    bool operator==(const SideRow &) const = default;
};

/// The lines of the side panel: headings, types, verdicts, saved filters. Set as a whole; tells views only
/// what changed.
class SideModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<SideRow> rows);
    const SideRow &at(int row) const { return m_rows[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<SideRow> m_rows;
};

} // namespace creel
