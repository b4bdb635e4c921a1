// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

namespace creel {

/// The colour square of an event type. The type's name always stands beside it.
class TypeSquare : public QWidget
{
    Q_OBJECT
public:
    explicit TypeSquare(QWidget *parent = nullptr);
    void setType(const QByteArray &type);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QByteArray m_type;
};

} // namespace creel
