// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/headers_editor.h"

#include "ui/detail/plain_label.h"
#include "ui/detail/row_delegate.h"
#include "ui/detail/tool_button.h"
#include "ui/resend/draft_headers_model.h"
#include "ui/resend/request_fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

HeadersEditor::HeadersEditor(QWidget *parent)
    : QWidget(parent)
    , m_model(new DraftHeadersModel(this))
    , m_view(new QTreeView(this))
    , m_automatic(new PlainLabel(u"automaticHeaders"_s, FontRole::Caption, &Theme::dim, this))
{
    m_view->setObjectName(u"draftHeaders"_s);
    m_view->setAccessibleName(tr("Headers"));
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setHeaderHidden(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTabKeyNavigation(true);
    m_view->setColumnWidth(DraftHeadersModel::Name, grid(170));
    m_view->installEventFilter(this);
    m_automatic->setContentsMargins(grid(12), 0, 0, 0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(0, grid(2), grid(8), grid(2));
    bar->setSpacing(grid(2));
    bar->addWidget(m_automatic, 1);
    bar->addWidget(
        iconButton(this, u"addHeader"_s, u"plus"_s, tr("Add header (Ins)"), [this] { addLine(); }));
    bar->addWidget(iconButton(this, u"removeHeader"_s, u"minus"_s, tr("Remove header (Del)"),
                              [this] { removeLines(); }));
    bar->addWidget(iconButton(this, u"headerUp"_s, u"chevron-up"_s, tr("Move header up (Ctrl+Up)"),
                              [this] { moveLine(-1); }));
    bar->addWidget(iconButton(this, u"headerDown"_s, u"chevron-down"_s, tr("Move header down (Ctrl+Down)"),
                              [this] { moveLine(1); }));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addLayout(bar);
    connect(m_model, &DraftHeadersModel::edited, this, &HeadersEditor::edited);
}

void HeadersEditor::setHeaders(const Headers &headers)
{
    const int row = currentRow();
    m_model->setHeaders(headers);
    if (row >= 0 && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(qMin(row, m_model->rowCount() - 1), 0));
}

void HeadersEditor::setAutomatic(const Headers &headers)
{
    QStringList parts;
    for (const Header &header : headers)
        parts += u"%1: %2"_s.arg(safeText(header.name, 60), safeText(header.value, 120));
    m_automatic->setText(parts.isEmpty() ? QString() : tr("Added when sent: %1").arg(parts.join(u" · "_s)));
}

int HeadersEditor::currentRow() const
{
    return m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
}

void HeadersEditor::addLine()
{
    m_view->setFocus(); // ends the editing of a cell, which keeps it
    const int row = currentRow() < 0 ? m_model->rowCount() : currentRow() + 1;
    m_model->insert(row, {{"X-Header", ""}});
    const QModelIndex index = m_model->index(row, DraftHeadersModel::Name);
    m_view->setCurrentIndex(index);
    m_view->edit(index);
}

void HeadersEditor::removeLines()
{
    m_view->setFocus(); // ends the editing of a cell, which keeps it
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    int first = rows.first().row();
    for (const QModelIndex &index : rows)
        first = qMin(first, index.row());
    m_model->remove(first, int(rows.size()));
}

void HeadersEditor::moveLine(int by)
{
    m_view->setFocus(); // ends the editing of a cell, which keeps it
    const int row = currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_model->rowCount())
        return;
    m_model->move(row, by);
    m_view->setCurrentIndex(m_model->index(row + by, m_view->currentIndex().column()));
}

void HeadersEditor::paste(const QString &text)
{
    m_model->insert(currentRow() < 0 ? m_model->rowCount() : currentRow() + 1, pastedHeaders(text));
}

bool HeadersEditor::handleKey(QKeyEvent *event)
{
    const bool ctrl = event->modifiers() & Qt::ControlModifier;
    if (event->matches(QKeySequence::Paste))
        paste(QGuiApplication::clipboard()->text());
    else if (event->key() == Qt::Key_Insert)
        addLine();
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        removeLines();
    else if (ctrl && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        moveLine(event->key() == Qt::Key_Up ? -1 : 1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !ctrl && currentRow() >= 0)
        m_view->edit(m_view->currentIndex());
    else
        return false;
    return true;
}

bool HeadersEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace creel
