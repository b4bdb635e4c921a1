// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/side/event_counts.h"
#include "ui/side/saved_filters.h"

#include <QListView>

namespace creel {

class Session;
class SideModel;
struct SideRow;

/// Event types and verdicts with their counts, and the saved filters. A click filters, with Ctrl it adds,
/// with Alt it excludes; a second click takes back. It only writes the filter's text and reads from it what
/// is on.
class SidePanel : public QListView
{
    Q_OBJECT
public:
    SidePanel(Session *session, SavedFilters *saved, QWidget *parent = nullptr);

    void setFilterText(const QString &filter);

signals:
    void filterEdited(const QString &filter);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void takeRows(qsizetype first, qsizetype last);
    void restart();
    void rebuild();
    void appendTypes(std::vector<SideRow> &rows) const;
    void appendVerdicts(std::vector<SideRow> &rows) const;
    void act(const QModelIndex &index, Qt::KeyboardModifiers modifiers);

    Session *m_session;
    SavedFilters *m_saved;
    SideModel *m_model;
    EventCounts m_counts;
    QString m_filter;
};

} // namespace creel
