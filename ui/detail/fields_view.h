// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QTreeView>

namespace creel {

class FieldsModel;

/// A calm list of names and values. Ctrl+C copies the selected lines as "Name: value".
class FieldsView : public QTreeView
{
    Q_OBJECT
public:
    /// @p words is its accessible name.
    explicit FieldsView(const QString &words, QWidget *parent = nullptr);
    void setFields(Headers fields, int trailers = 0);
    QByteArray selectedLines() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void copyLines() const;
    void copyValue() const;

    FieldsModel *m_model;
};

} // namespace creel
