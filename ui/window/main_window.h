// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/event/ids.h"
#include "app/session/notices.h"

#include <QWidget>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace creel {

class Actions;
class BannerArea;
class DetailPane;
class EventTableModel;
class EventView;
class FilterBar;
class RepliesWindow;
class RequestEditor;
class RowFeed;
class SavedFilters;
class Session;
class ShortcutsSheet;
class SidePanel;
class TrafficStrip;

/// The window: lays the parts out and connects them, and does nothing else. What it does on an action stands
/// in window_commands.cpp.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MainWindow(Session *session);
    ~MainWindow() override;

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // layout, main_window.cpp
    void makeParts();
    void layOut();
    void placeDetail();
    void saveState() const;
    void restoreState();
    // connections, window_wiring.cpp
    void wireTable();
    void wireFilter();
    void wireDetail();
    void wireSession();
    void chooseCentre();
    void placeEdges();
    void refreshTitle();
    void refreshListening();
    void fillRecent();
    void fillReplies();
    // commands, window_commands.cpp
    void wireActions();
    void openFile();
    void saveFileAs();
    void undo();
    void stepBack();
    void cycleTheme();
    void chooseListening();
    void apply(const QString &noticeId, Remedy remedy);
    void chooseRetention();
    void togglePin();
    void editNote();
    void editReplies();
    bool mayClose();
    bool asksAboutEdits();
    bool asksAboutUnwritten();
    void refreshActions();
    void edit(const Draft &draft);
    void selectEvent(EventId id);
    void showReturned(EventId id);

    Session *m_session;
    SavedFilters *m_saved;
    Actions *m_actions;
    QMenu *m_recent, *m_replies;
    FilterBar *m_filterBar;
    BannerArea *m_banners;
    SidePanel *m_side;
    EventTableModel *m_model;
    RowFeed *m_feed;
    EventView *m_view;
    DetailPane *m_detail;
    RequestEditor *m_editor;
    TrafficStrip *m_strip;
    ShortcutsSheet *m_sheet;
    RepliesWindow *m_repliesWindow = nullptr; ///< made when it is first asked for
    bool m_leavesRules = false;               ///< asked about unwritten rules, a person quits without them
    QStackedWidget *m_centre, *m_right;
    QSplitter *m_split, *m_work;
};

} // namespace creel
