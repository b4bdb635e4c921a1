// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/copies_model.h"

#include <QTreeView>

namespace creel {

/// The copies of a key as a list; activating one asks for that event. As a strip it is a few lines on the
/// panel's ground, showing what came before the current event; whole, it has every column
/// that there is room for.
class CopiesView : public QTreeView
{
    Q_OBJECT
public:
    enum class Form { Whole, Strip };

    CopiesView(Form form, CopiesModel *model, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    /// Makes @p id the current row.
    void showCurrent(EventId id);

signals:
    void eventActivated(creel::EventId id);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void fitColumns();

    static constexpr int stripRows = 4;
    static constexpr int contentRoom = 170; ///< with less, content is told behind the reply
    const Form m_form;
    CopiesModel *m_model;
};

} // namespace creel
