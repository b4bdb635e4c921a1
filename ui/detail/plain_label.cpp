// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/plain_label.h"

#include <QEvent>

namespace creel {

PlainLabel::PlainLabel(const QString &objectName, FontRole role, Ink ink, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
    , m_ink(ink)
{
    setObjectName(objectName);
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // on every ground
    restyle();
}

void PlainLabel::setInk(Ink ink)
{
    m_ink = ink;
    restyle();
}

void PlainLabel::setSemibold(bool bold)
{
    m_semibold = bold;
    restyle();
}

/// Sets only what differs: each set would come back as a change.
void PlainLabel::restyle()
{
    const QFont wanted = m_semibold ? semibold(m_role) : creel::font(m_role);
    if (font() != wanted)
        setFont(wanted);
    const QColor color = theme().*m_ink;
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

} // namespace creel
