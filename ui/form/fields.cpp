// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/fields.h"

#include "ui/detail/plain_label.h"
#include "ui/theme/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace creel {

QSpinBox *numberField(QWidget *parent, const QString &objectName, const QString &words, int from, int to,
                      const QString &unit)
{
    auto *made = named(new QSpinBox(parent), objectName, words);
    made->setRange(from, to);
    made->setSuffix(unit);
    made->setToolTip(words);
    made->setGroupSeparatorShown(true);
    made->setFixedWidth(std::min(made->sizeHint().width(), grid(132)));
    return made;
}

QDoubleSpinBox *decimalField(QWidget *parent, const QString &objectName, const QString &words, double from,
                             double to, int decimals, const QString &unit)
{
    auto *made = named(new QDoubleSpinBox(parent), objectName, words);
    made->setRange(from, to);
    made->setDecimals(decimals);
    made->setSuffix(unit);
    made->setToolTip(words);
    made->setFixedWidth(std::min(made->sizeHint().width(), grid(132)));
    return made;
}

void showValue(QSpinBox *field, int value)
{
    const QSignalBlocker quiet(field);
    if (field->value() != value)
        field->setValue(value);
}

void showValue(QDoubleSpinBox *field, double value)
{
    const QSignalBlocker quiet(field);
    if (!qFuzzyCompare(1 + field->value(), 1 + value))
        field->setValue(value);
}

QLabel *caption(QWidget *parent, const QString &words)
{
    auto *label = new PlainLabel({}, FontRole::Base, &Theme::dim, parent);
    label->setText(words);
    return label;
}

void addField(QGridLayout *form, const QString &words, QWidget *field)
{
    auto *label = caption(field->parentWidget(), words);
    label->setBuddy(field);
    label->setFixedHeight(std::min(field->sizeHint().height(), grid(33))); // beside its first line
    const int row = form->rowCount();
    form->addWidget(label, row, 0, Qt::AlignTop);
    form->addWidget(field, row, 1);
}

QScrollArea *scrolled(QWidget *page, const QString &objectName, const QString &words)
{
    auto *area = named(new QScrollArea(page->parentWidget()), objectName, words);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setBackgroundRole(page->backgroundRole());
    area->setWidget(page);
    return area;
}

QWidget *inRow(QWidget *parent, std::initializer_list<QWidget *> widgets)
{
    auto *made = new QWidget(parent);
    auto *row = new QHBoxLayout(made);
    row->setContentsMargins({});
    row->setSpacing(grid(8));
    for (auto *widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return made;
}

} // namespace creel
