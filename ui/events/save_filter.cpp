// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/save_filter.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace creel {

using namespace Qt::StringLiterals;

SaveFilter::SaveFilter(const QString &suggestion, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_name(new QLineEdit)
{
    setObjectName(u"saveFilterSheet"_s);
    setAccessibleName(tr("Save the filter"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(u"filterName"_s);
    m_name->setAccessibleName(tr("Name of the filter"));
    m_name->setText(suggestion.simplified().left(60));
    m_name->selectAll();
    m_name->setMinimumWidth(grid(260));
    auto *save = new QPushButton(tr("Save"));
    save->setObjectName(u"filterNameSave"_s);
    save->setAccessibleName(tr("Save under this name"));
    save->setProperty("role", u"primary"_s);
    auto *title = new QLabel(tr("Keep this filter in the side panel as"));
    title->setFont(creel::font(FontRole::Secondary));
    auto *row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(save);
    auto *all = new QVBoxLayout(this);
    all->addWidget(title);
    all->addLayout(row);
    connect(save, &QPushButton::clicked, this, &SaveFilter::accept);
    connect(m_name, &QLineEdit::returnPressed, this, &SaveFilter::accept);
}

void SaveFilter::showUnder(QWidget *button)
{
    adjustSize();
    move(button->mapToGlobal(QPoint(button->width() - width(), button->height() + grid(4))));
    show();
    m_name->setFocus();
}

void SaveFilter::accept()
{
    if (const auto name = m_name->text().simplified(); !name.isEmpty())
        emit named(name);
    close();
}

void SaveFilter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().background);
    painter.setPen(theme().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace creel
