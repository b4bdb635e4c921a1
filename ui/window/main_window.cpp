// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "app/session/session.h"
#include "app/session/settings.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_bar.h"
#include "ui/events/row_feed.h"
#include "ui/resend/request_editor.h"
#include "ui/side/side_panel.h"
#include "ui/strip/traffic_strip.h"
#include "ui/theme/theme.h"
#include "ui/window/actions.h"
#include "ui/window/banner_area.h"
#include "ui/window/copying_bar.h"
#include "ui/window/empty_state.h"
#include "ui/window/shortcuts_sheet.h"
#include "ui/window/status_line.h"
#include "ui/window/toolbar.h"

#include <QAction>
#include <QCloseEvent>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr int sideWidth = 212;
constexpr int detailWidth = 500;
constexpr int narrow = 1280; ///< below it the detail goes under the table

QSplitter *splitter(const QString &name, Qt::Orientation orientation, QWidget *parent)
{
    auto *made = new QSplitter(orientation, parent);
    made->setObjectName(name);
    made->setChildrenCollapsible(false);
    made->setHandleWidth(1);
    return made;
}

} // namespace

MainWindow::MainWindow(Session *session)
    : m_session(session)
    , m_saved(new SavedFilters(this))
    , m_actions(new Actions(this))
{
    setObjectName(u"window"_s);
    setMinimumSize(grid(640), grid(420));
    const auto room = screen()->availableSize();
    // Short of the whole screen: the frame needs room too.
    resize(std::min(grid(1680), room.width() * 19 / 20), std::min(grid(960), room.height() * 19 / 20));
    makeParts();
    layOut();
    wireTable();
    wireFilter();
    wireDetail();
    wireSession();
    wireActions();
    restoreState();
    chooseCentre();
    refreshTitle();
    refreshListening();
    m_view->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeParts()
{
    m_recent = new QMenu(tr("&Recent sessions"), this);
    m_replies = new QMenu(tr("&Replies"), this);
    m_banners = new BannerArea(m_session, this);
    m_side = new SidePanel(m_session, m_saved, this);
    m_model = new EventTableModel(m_session->events(), this);
    m_feed = new RowFeed(m_model,
                         {[this](const Filter &filter, const std::vector<EventId> &events) {
                              return m_session->query(filter, events);
                          },
                          [this] { m_session->cancelQuery(); }},
                         this);
    m_view = new EventView(m_model, this);
    m_filterBar = new FilterBar(m_feed, m_view, m_saved, this);
    m_detail = new DetailPane(m_session, this);
    m_editor = new RequestEditor(m_session, this);
    m_strip = new TrafficStrip(m_session, this);
    m_sheet = new ShortcutsSheet(m_actions->groups(), this);
}

void MainWindow::layOut()
{
    auto *nothing = new NothingMatches(this);
    connect(nothing, &NothingMatches::clearRequested, m_actions->clearFilter, &QAction::trigger);
    auto *empty = new EmptyState(m_session, this);
    connect(empty, &EmptyState::sampleRequested, m_actions->sendSample, &QAction::trigger);
    connect(empty, &EmptyState::listenRequested, m_actions->listen, &QAction::trigger);

    m_centre = new QStackedWidget(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_view, nothing, empty})
        m_centre->addWidget(part);
    m_right = new QStackedWidget(this);
    m_right->addWidget(m_detail);
    m_right->addWidget(m_editor);
    m_right->setMinimumSize(grid(384), grid(200));

    m_work = splitter(u"work"_s, Qt::Horizontal, this);
    m_work->addWidget(m_centre);
    m_work->addWidget(m_right);
    m_work->setStretchFactor(0, 1);
    m_split = splitter(u"split"_s, Qt::Horizontal, this);
    m_split->addWidget(m_side);
    m_side->setMinimumWidth(grid(172)); // the longest type of the platform stays readable
    m_split->addWidget(m_work);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({grid(sideWidth), grid(1200)});
    m_work->setSizes({grid(760), grid(detailWidth)});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(
        new Toolbar(m_session, m_actions, m_actions->makeMenu(m_recent, m_replies, this), m_replies, this));
    column->addWidget(m_filterBar);
    column->addWidget(m_banners);
    column->addWidget(new CopyingBar(m_session, this));
    column->addWidget(m_split, 1);
    column->addWidget(m_strip);
    auto *status = new StatusLine(m_session, this);
    connect(status, &StatusLine::utcChanged, m_model, &EventTableModel::refresh);
    column->addWidget(status);
}

/// Beside the table where there is room, else below it; each place remembers its own sizes.
void MainWindow::placeDetail()
{
    const auto wanted = width() < grid(narrow) ? Qt::Vertical : Qt::Horizontal;
    if (m_work->orientation() == wanted)
        return;
    const auto key = [](Qt::Orientation at) {
        return at == Qt::Vertical ? "window/below"_L1 : "window/beside"_L1;
    };
    const auto store = settings();
    store->setValue(key(m_work->orientation()), m_work->saveState());
    const auto before = store->value(key(wanted)).toByteArray();
    if (before.isEmpty() || !m_work->restoreState(before)) {
        m_work->setOrientation(wanted);
        m_work->setSizes(wanted == Qt::Vertical ? QList<int>{height() / 2, height() / 2}
                                                : QList<int>{width() - grid(detailWidth), grid(detailWidth)});
    }
    m_work->setOrientation(wanted);
}

void MainWindow::saveState() const
{
    const auto store = settings();
    store->setValue("window/geometry"_L1, saveGeometry());
    store->setValue("window/split"_L1, m_split->saveState());
    store->setValue(m_work->orientation() == Qt::Vertical ? "window/below"_L1 : "window/beside"_L1,
                    m_work->saveState());
    store->setValue("window/side"_L1, m_actions->sidePanel->isChecked());
    store->setValue("window/strip"_L1, m_actions->strip->isChecked());
    store->setValue("window/filter"_L1, m_filterBar->text());
    m_view->saveColumns();
}

void MainWindow::restoreState()
{
    const auto store = settings();
    restoreGeometry(store->value("window/geometry"_L1).toByteArray());
    m_split->restoreState(store->value("window/split"_L1).toByteArray());
    m_work->restoreState(store->value("window/beside"_L1).toByteArray());
    m_work->setOrientation(Qt::Horizontal);
    for (auto *part : {m_split, m_work})
        part->setHandleWidth(1); // a saved state brings its own
    m_actions->sidePanel->setChecked(store->value("window/side"_L1, true).toBool());
    m_actions->strip->setChecked(store->value("window/strip"_L1, true).toBool());
    placeEdges();
    m_filterBar->setText(store->value("window/filter"_L1).toString());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose()) {
        event->ignore();
        return;
    }
    saveState();
    QWidget::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeDetail();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_actions->retint();
        refreshListening(); // two of them change their sign
    }
}

} // namespace creel
