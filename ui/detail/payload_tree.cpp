// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_tree.h"

#include "ui/detail/outline_text.h"
#include "ui/detail/payload_delegate.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>

#include <deque>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostLookedAt = 1000; ///< rows that the columns are fitted to
}

PayloadTree::PayloadTree(QWidget *parent) : QTreeView(parent), m_model(new OutlineModel(this))
{
    setObjectName(u"payloadTree"_s);
    setAccessibleName(tr("Payload"));
    setModel(m_model);
    setItemDelegate(new PayloadDelegate(this));
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setSelectionBehavior(SelectRows);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setExpandsOnDoubleClick(true);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(grid(40));
    m_copyValue = new QAction(tr("Copy value"), this);
    m_copyValue->setShortcut(QKeySequence::Copy);
    m_copyPointer = new QAction(tr("Copy JSON Pointer"), this);
    m_copyPointer->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    for (QAction *action : {m_copyValue, m_copyPointer}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
    }
    connect(m_copyValue, &QAction::triggered, this, &PayloadTree::copyValue);
    connect(m_copyPointer, &QAction::triggered, this, &PayloadTree::copyPointer);
    connect(this, &QTreeView::expanded, this, &PayloadTree::fitColumns);
    connect(this, &QTreeView::collapsed, this, &PayloadTree::fitColumns);
}

void PayloadTree::setEvent(std::shared_ptr<const ShownEvent> event)
{
    const QByteArray place = currentPointer();
    m_model->setEvent(std::move(event));
    expandUpTo(openAtFirst);
    if (!place.isEmpty() && m_model->event())
        goTo(m_model->event()->outline.find(place));
}

void PayloadTree::goTo(qint32 node)
{
    const QModelIndex index = m_model->indexOf(node);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

/// To the name: what the base brings into sight is where the cell begins, with all of the indentation.
void PayloadTree::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int before = horizontalScrollBar()->value();
    QTreeView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(before);
    const QRect name = visualRect(index.siblingAtColumn(OutlineModel::Member));
    const int last = viewport()->width() - grid(90);
    if (name.left() < 0)
        horizontalScrollBar()->setValue(before + name.left() - grid(18));
    else if (name.left() > last)
        horizontalScrollBar()->setValue(before + name.left() - last);
}

qint32 PayloadTree::currentNode() const
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || m_model->at(index).kind != OutlineRow::Kind::Value)
        return -1;
    return m_model->at(index).node;
}

QByteArray PayloadTree::currentValue() const
{
    const qint32 node = currentNode();
    if (node < 0)
        return {};
    const Outline &outline = m_model->event()->outline;
    const auto kind = outline.at(node).kind;
    const bool container = kind == OutlineNode::Kind::Object || kind == OutlineNode::Kind::Array;
    return container ? outline.raw(node).toByteArray() : outline.text(node);
}

bool PayloadTree::hasCurrentValue() const
{
    const qint32 node = currentNode();
    return node >= 0 && !m_model->event()->outline.raw(node).isEmpty() &&
           m_model->event()->outline.raw(node) != "\"\"";
}

QByteArray PayloadTree::currentPointer() const
{
    const qint32 node = currentNode();
    return node < 0 ? QByteArray() : m_model->event()->outline.pointer(node);
}

void PayloadTree::copyValue() const
{
    if (currentNode() >= 0)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(currentValue()));
}

void PayloadTree::copyPointer() const
{
    if (currentNode() >= 0)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(currentPointer()));
}

QString PayloadTree::currentFilter() const
{
    const qint32 node = currentNode();
    return node < 0 ? QString() : filterByValue(m_model->event()->outline, node);
}

void PayloadTree::filterByCurrent()
{
    if (const QString filter = currentFilter(); !filter.isEmpty())
        emit filterRequested(filter);
}

void PayloadTree::collapseEverything()
{
    collapseAll();
    expandToDepth(0);
}

bool PayloadTree::expandEverything()
{
    return expandUpTo(mostExpanded);
}

/// Opens level by level, so that a bound cuts off the deep and not the late.
bool PayloadTree::expandUpTo(int rows)
{
    std::deque<QModelIndex> open;
    if (m_model->rowCount() > 0)
        open.push_back(m_model->index(0, 0));
    bool all = true;
    setUpdatesEnabled(false);
    QSignalBlocker quiet(this); // the columns are fitted once, to all of them
    while (!open.empty()) {
        const QModelIndex index = open.front();
        open.pop_front();
        const int children = m_model->rowCount(index);
        if (children > rows && index.parent().isValid()) {
            all = false;
            continue;
        }
        rows -= children;
        setExpanded(index, true);
        for (int row = 0; row < children; ++row) {
            if (const QModelIndex child = m_model->index(row, 0, index); m_model->hasChildren(child))
                open.push_back(child);
        }
    }
    quiet.unblock();
    setUpdatesEnabled(true);
    fitColumns();
    return all;
}

/// How deep the deepest of the first open rows lies; the root is 1.
int PayloadTree::deepest() const
{
    int most = 0;
    auto index = m_model->index(0, 0);
    for (int row = 0; row < mostLookedAt && index.isValid(); ++row, index = indexBelow(index)) {
        int depth = 0;
        for (auto above = index; above.isValid(); above = above.parent())
            ++depth;
        most = qMax(most, depth);
    }
    return most;
}

/// Names and values get what they need as far as it goes, what the catalog says the rest. The deeper the
/// rows, the less they are indented; where that does not do, the tree scrolls sideways: a name is never
/// without room.
void PayloadTree::fitColumns()
{
    const int width = viewport()->width();
    const int depth = qMax(1, deepest());
    const int about = qMin(sizeHintForColumn(OutlineModel::About), width * 3 / 10);
    const int share = qMax(width * 2 / 5, (width - about) / 2);
    setIndentation(qBound(grid(8), share / 2 / depth, grid(18)));
    const int least = depth * indentation() + grid(90);
    const int member = qBound(grid(90), sizeHintForColumn(OutlineModel::Member), qMax(share, least));
    const int value = qMax(grid(90), qMin(sizeHintForColumn(OutlineModel::Value), width - member - about));
    setColumnWidth(OutlineModel::Member, member);
    setColumnWidth(OutlineModel::Value, value);
    setColumnWidth(OutlineModel::About, qMax(grid(40), width - member - value));
}

void PayloadTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    QTreeView::drawBranches(painter, rect.translated(grid(PayloadDelegate::branchInset), 0), index);
}

void PayloadTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

void PayloadTree::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fitColumns();
    QTreeView::changeEvent(event);
}

void PayloadTree::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Asterisk) // QTreeView would open without bound
        expandEverything();
    else
        QTreeView::keyPressEvent(event);
}

void PayloadTree::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    if (!currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_copyValue, m_copyPointer});
    menu->addSeparator();
    QAction *filter = menu->addAction(tr("Filter by this value"), this, &PayloadTree::filterByCurrent);
    filter->setEnabled(!currentFilter().isEmpty());
    menu->addSeparator();
    menu->addAction(tr("Expand all"), this, &PayloadTree::expandEverything)->setShortcut(Qt::Key_Asterisk);
    menu->addAction(tr("Collapse all"), this, &PayloadTree::collapseEverything);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                      : event->globalPos());
}

} // namespace creel
