// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/type_square.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace creel {

TypeSquare::TypeSquare(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void TypeSquare::setType(const QByteArray &type)
{
    m_type = type;
    update();
}

QSize TypeSquare::sizeHint() const
{
    return {grid(16), grid(20)};
}

void TypeSquare::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawTypeSquare(&painter, rect(), typeColor(m_type));
}

} // namespace creel
