// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/outline_model.h"

#include <QByteArray>
#include <QTreeView>

#include <memory>

class QAction;

namespace creel {

/// The payload as a tree, with what can be done with its values. Opens what fits a glance; keeps the place
/// (by its JSON Pointer) when another event with the same members comes. GUI thread.
class PayloadTree : public QTreeView
{
    Q_OBJECT
public:
    /// The most rows "expand all" opens, and how many are opened by themselves.
    static constexpr int mostExpanded = 20'000;
    static constexpr int openAtFirst = 200;

    explicit PayloadTree(QWidget *parent = nullptr);

    void setEvent(std::shared_ptr<const ShownEvent> event);
    const OutlineModel *outlineModel() const { return m_model; }
    /// Opens the way to @p node and makes it the current row.
    void goTo(qint32 node);
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

    /// The text of the current value (containers: their JSON); copied with Ctrl+C.
    QByteArray currentValue() const;
    bool hasCurrentValue() const; ///< false: currentValue() is empty
    /// The JSON Pointer of the current value.
    QByteArray currentPointer() const;
    /// Asks by filterRequested() for the events with the current value, when a filter can say it.
    void filterByCurrent();
    /// Opens every row, up to mostExpanded; returns false when there are more.
    bool expandEverything();
    /// Leaves only the first level open.
    void collapseEverything();

signals:
    void filterRequested(const QString &filter);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    bool expandUpTo(int rows);
    int deepest() const;
    void fitColumns();
    void copyValue() const;
    void copyPointer() const;
    QString currentFilter() const;
    qint32 currentNode() const;

    OutlineModel *m_model;
    QAction *m_copyValue;
    QAction *m_copyPointer;
};

} // namespace creel
