// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLineEdit;

namespace creel {

/// The small sheet under Save where a filter gets its name. Goes away by itself.
class SaveFilter : public QFrame
{
    Q_OBJECT
public:
    SaveFilter(const QString &suggestion, QWidget *parent);
    void showUnder(QWidget *button);

signals:
    void named(const QString &name); ///< not empty

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void accept();
    QLineEdit *m_name;
};

} // namespace creel
