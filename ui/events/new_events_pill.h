// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace creel {

/// "37 new", over the table's end while the newest events are not in sight; a click goes there. Keeps itself
/// in the middle of its parent's lower edge.
class NewEventsPill : public QPushButton
{
    Q_OBJECT
public:
    explicit NewEventsPill(QWidget *parent);
    /// 0 hides it.
    void setCount(qint64 count);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
};

} // namespace creel
