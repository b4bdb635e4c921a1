// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/attempts_view.h"

#include "ui/detail/plain_label.h"
#include "ui/detail/row_delegate.h"
#include "ui/resend/answer_view.h"
#include "ui/resend/attempts_model.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

AttemptsView::AttemptsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new AttemptsModel(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new QTreeView(this))
    , m_answer(new AnswerView(this))
{
    m_list->setObjectName(u"attemptsList"_s);
    m_list->setAccessibleName(tr("Attempts"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setObjectName(u"attemptsListHeader"_s);
    m_list->header()->setAccessibleName(tr("Columns of the attempts"));
    m_list->header()->setSectionsClickable(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setMaximumSectionSize(grid(280));
    auto *none = new PlainLabel(u"noAttempts"_s, FontRole::Base, &Theme::dim, this);
    none->setText(
        tr("Not sent again yet. Resend sends it as it came; Edit and resend lets you change it first."));
    none->setAlignment(Qt::AlignCenter);
    none->setWordWrap(true);
    none->setMargin(grid(24));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"attemptsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_answer);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 3);
    m_stack->addWidget(none);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AttemptsView::showCurrent);
}

int AttemptsView::count() const
{
    return m_model->rowCount();
}

void AttemptsView::setAttempts(std::vector<Attempt> attempts)
{
    m_model->setAttempts(std::move(attempts));
    m_stack->setCurrentIndex(count() > 0 ? 1 : 0);
    m_list->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

void AttemptsView::showCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    m_answer->setAttempt(current.isValid() ? std::optional(m_model->at(current.row())) : std::nullopt);
}

} // namespace creel
