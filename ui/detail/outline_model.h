// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/payload_notes.h"
#include "ui/detail/shown_event.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace creel {

/// What one row of the payload tree stands for.
struct OutlineRow {
    enum class Kind {
        Value,   ///< a value of the payload
        Range,   ///< a stretch of the children of a long object or array
        Missing, ///< a member the catalog requires and the payload has not
    };
    Kind kind = Kind::Value;
    qint32 node = 0; ///< the value; of a range its first child; of a missing member its object
    qint32 from = 0; ///< place of a range's first child
    qint32 size = 0; ///< children of a range
    const FieldInfo *missing = nullptr; ///< of a missing member
};

/// The payload of an event as a tree: member, value, what the catalog says. A row exists only once its parent
/// was looked into, and long containers are cut into ranges of a thousand, so that size does not matter. GUI
/// thread.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Member, Value, About, ColumnCount };
    static constexpr int rangeSize =
        1000; ///< children a range; containers with more than twice as many have ranges

    explicit OutlineModel(QObject *parent = nullptr) : QAbstractItemModel(parent) {}

    /// Shows @p event (null: nothing).
    void setEvent(std::shared_ptr<const ShownEvent> event);
    const ShownEvent *event() const { return m_event.get(); }

    OutlineRow at(const QModelIndex &index) const;
    PayloadNote noteAt(const QModelIndex &index) const;
    /// The row of a value; makes the rows above it on the way. Invalid when there is none.
    QModelIndex indexOf(qint32 node, int column = Member) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item {
        OutlineRow row;
        qint32 parent = -1;
        qint32 place = 0;       ///< row number below its parent
        qint32 firstChild = -1; ///< children lie side by side; -1: not made yet
    };
    const Item &item(const QModelIndex &index) const { return m_items[size_t(index.internalId())]; }
    int childrenOf(const Item &item) const;
    void makeChildren(qint32 at) const;
    void append(qint32 parent, OutlineRow row) const;

    std::shared_ptr<const ShownEvent> m_event;
    std::unique_ptr<PayloadNotes> m_notes;
    mutable std::vector<Item> m_items; ///< made when a view first asks; the count of rows never changes by it
};

} // namespace creel
