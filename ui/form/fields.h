// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <initializer_list>

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QScrollArea;
class QSpinBox;
class QWidget;

namespace creel {

/// The parts that forms are made of.

/// Gives @p widget the names that tests and screen readers find it by.
template <class Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &words)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(words);
    return widget;
}

/// A whole number with its unit.
QSpinBox *numberField(QWidget *parent, const QString &objectName, const QString &words, int from, int to,
                      const QString &unit = {});
/// The same with decimals.
QDoubleSpinBox *decimalField(QWidget *parent, const QString &objectName, const QString &words, double from,
                             double to, int decimals, const QString &unit);
/// Shows @p value without a signal. What is being typed and means that value stays as it is typed.
void showValue(QSpinBox *field, int value);
void showValue(QDoubleSpinBox *field, double value);
/// Dim words beside a field.
QLabel *caption(QWidget *parent, const QString &words);
/// @p field below what stands in @p form, its dim caption at the left. The caption's mnemonic leads to it.
void addField(QGridLayout *form, const QString &words, QWidget *field);
/// @p page in a view that scrolls where there is no room for all of it.
QScrollArea *scrolled(QWidget *page, const QString &objectName, const QString &words);
/// A field of several widgets in a row.
QWidget *inRow(QWidget *parent, std::initializer_list<QWidget *> widgets);

} // namespace creel
