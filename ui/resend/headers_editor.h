// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QWidget>

class QTreeView;

namespace creel {

class DraftHeadersModel;
class PlainLabel;

/// The header lines of a draft: edit in place, add, remove, move (Ctrl+Up, Ctrl+Down), paste several "Name:
/// value" lines at once. Under them, what the sender adds by itself.
class HeadersEditor : public QWidget
{
    Q_OBJECT
public:
    explicit HeadersEditor(QWidget *parent = nullptr);

    void setHeaders(const Headers &headers);
    /// What is added when it is sent, shown dim.
    void setAutomatic(const Headers &headers);

    void addLine();
    void removeLines();
    void moveLine(int by);
    void paste(const QString &text);

signals:
    /// A person wants @p headers; @p what names the change.
    void edited(const creel::Headers &headers, const QString &what);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int currentRow() const;
    bool handleKey(QKeyEvent *event);

    DraftHeadersModel *m_model;
    QTreeView *m_view;
    PlainLabel *m_automatic;
};

} // namespace creel
