// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/fields_view.h"

#include "ui/detail/fields_model.h"
#include "ui/detail/row_delegate.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace creel {

FieldsView::FieldsView(const QString &words, QWidget *parent)
    : QTreeView(parent)
    , m_model(new FieldsModel(this))
{
    setAccessibleName(words);
    setModel(m_model);
    setItemDelegate(new RowDelegate(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setSelectionMode(ExtendedSelection);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void FieldsView::setFields(Headers fields, int trailers)
{
    m_model->setFields(std::move(fields), trailers);
    fitColumns();
}

QByteArray FieldsView::selectedLines() const
{
    QByteArray lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (selectionModel()->isRowSelected(row, {}))
            lines += m_model->at(row).name + ": " + m_model->at(row).value + '\n';
    }
    return lines;
}

void FieldsView::copyLines() const
{
    if (const QByteArray lines = selectedLines(); !lines.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(lines.chopped(1)));
}

void FieldsView::copyValue() const
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_model->at(currentIndex().row()).value));
}

void FieldsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyLines();
    else
        QTreeView::keyPressEvent(event);
}

void FieldsView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), this, &FieldsView::copyValue);
    menu->addAction(tr("Copy lines"), this, &FieldsView::copyLines)->setShortcut(QKeySequence::Copy);
    menu->popup(event->globalPos());
}

void FieldsView::fitColumns()
{
    const int width = viewport()->width();
    setColumnWidth(FieldsModel::Name,
                   qMax(grid(100), qMin(sizeHintForColumn(FieldsModel::Name), width * 2 / 5)));
}

void FieldsView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

} // namespace creel
