// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/copies_view.h"

#include "ui/detail/row_delegate.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHeaderView>

namespace creel {

using namespace Qt::StringLiterals;

CopiesView::CopiesView(Form form, CopiesModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_form(form)
    , m_model(model)
{
    setObjectName(form == Form::Whole ? u"copiesView"_s : u"copiesStrip"_s);
    setAccessibleName(tr("Copies"));
    setModel(model);
    setItemDelegate(new RowDelegate(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setObjectName(objectName() + u"Header"_s);
    header()->setAccessibleName(tr("Columns of the copies"));
    header()->setSectionsClickable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setColumnHidden(CopiesModel::Received, form == Form::Strip);
    if (form == Form::Strip)
        setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex &index) { emit eventActivated(m_model->at(index.row()).id); });
    connect(model, &CopiesModel::modelReset, this, &CopiesView::fitColumns);
    restyle();
}

QSize CopiesView::sizeHint() const
{
    if (m_form == Form::Whole)
        return QTreeView::sizeHint();
    const int rows = qBound(1, m_model->rowCount(), stripRows);
    return {grid(300), header()->sizeHint().height() + rows * grid(26) + grid(8)};
}

void CopiesView::showCurrent(EventId id)
{
    const QModelIndex index = m_model->index(m_model->rowOf(id), 0);
    setCurrentIndex(index);
    if (index.isValid())
        scrollTo(index);
}

void CopiesView::fitColumns()
{
    int room = viewport()->width();
    for (const auto column :
         {CopiesModel::Copy, CopiesModel::Received, CopiesModel::Gap, CopiesModel::Reply}) {
        const int wanted = qMax(sizeHintForColumn(column), header()->sectionSizeHint(column));
        setColumnWidth(column,
                       qBound(grid(72), wanted + grid(8), qMax(grid(80), viewport()->width() * 2 / 5)));
        room -= columnWidth(column);
    }
    if (m_form == Form::Strip)
        setColumnWidth(CopiesModel::Copy, qMax(grid(100), columnWidth(CopiesModel::Copy)));
    const bool together = m_form == Form::Strip || room < grid(contentRoom);
    setColumnHidden(CopiesModel::Reply, together);
    setColumnHidden(CopiesModel::Content, together);
    setColumnHidden(CopiesModel::Summary, !together);
    updateGeometry();
}

void CopiesView::restyle()
{
    if (m_form == Form::Whole)
        return;
    QPalette own = palette();
    own.setColor(QPalette::Base, theme().panel);
    if (own != palette())
        setPalette(own);
}

void CopiesView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

void CopiesView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

} // namespace creel
