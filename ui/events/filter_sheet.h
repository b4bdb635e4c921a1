// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace creel {

/// What there is to say of the filter, under its line and over what lies there: the reason why it does not
/// parse, how far the reading of bodies has got. Nothing moves when it comes or goes. It never takes the
/// keyboard by itself.
class FilterSheet : public QWidget
{
    Q_OBJECT
public:
    /// Stands under @p line, whose width it never exceeds, in the window of @p bar.
    FilterSheet(QWidget *line, QWidget *bar);

    /// One part below the other; hidden until it is shown.
    void addPart(QWidget *part);
    /// Shown when one of its parts is, and as large as those.
    void fit();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_line;
};

} // namespace creel
