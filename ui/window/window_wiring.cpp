// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "app/session/session.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_menu.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_bar.h"
#include "ui/events/filter_line.h"
#include "ui/events/row_feed.h"
#include "ui/events/vocabulary.h"
#include "ui/resend/request_editor.h"
#include "ui/side/side_panel.h"
#include "ui/strip/traffic_strip.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/window/actions.h"
#include "ui/window/banner_area.h"

#include <QAction>
#include <QActionGroup>
#include <QDateTime>
#include <QMenu>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

enum Centre { Table, Nothing, Empty };

QString filterTime(qint64 us)
{
    return QDateTime::fromMSecsSinceEpoch(us / 1000).toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

} // namespace

void MainWindow::wireTable()
{
    connect(m_session, &Session::appended, m_feed, &RowFeed::takeAppended);
    connect(m_session, &Session::aboutToClear, m_model, [this] { m_model->setRows({}); });
    connect(m_session, &Session::cleared, m_feed, &RowFeed::takeCleared);
    connect(m_session, &Session::aboutToDrop, m_feed, &RowFeed::takeAboutToDrop);
    connect(m_session, &Session::dropped, m_feed, &RowFeed::takeDropped);
    connect(m_session, &Session::rowsChanged, m_feed, &RowFeed::takeChanged);
    connect(m_session, &Session::queryMatched, m_feed, &RowFeed::takeMatched);
    connect(m_session, &Session::queryProgressed, m_feed, [this](const QueryProgress &progress) {
        m_feed->takeProgress(progress.query, progress.done, progress.total, progress.finished);
    });
    connect(m_view, &EventView::orderChosen, m_feed, &RowFeed::setOrder);
    connect(m_view, &EventView::currentEventChanged, this, &MainWindow::selectEvent);
    connect(m_view, &EventView::currentEventReturned, this, &MainWindow::showReturned);
    connect(m_view, &EventView::eventActivated, this, [this] { m_detail->setFocus(); });
    connect(m_view, &EventView::menuRequested, this, [this](EventId id, QPoint global) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        if (const auto row = m_session->events().rowOf(id); row >= 0) {
            const auto &event = m_session->events().at(size_t(row));
            for (const auto &[words, filter] : rowFilters(m_session->events(), event, m_filterBar->text()))
                menu->addAction(words, this, [this, text = filter] { m_filterBar->setText(text); });
            menu->addSeparator();
        }
        menu->addActions({m_actions->resend, m_actions->editAndResend, m_actions->compare, m_actions->pin,
                          m_actions->note, m_actions->copy});
        menu->popup(global);
    });
    connect(m_feed, &RowFeed::progressed, this, &MainWindow::chooseCentre);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MainWindow::chooseCentre);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &MainWindow::chooseCentre);
}

void MainWindow::wireFilter()
{
    const auto vocabulary = std::make_shared<Vocabulary>(m_session->events(), m_session->catalogs());
    connect(m_session, &Session::cleared, this, [vocabulary] { vocabulary->clear(); });
    connect(m_session, &Session::dropped, this, [vocabulary] { vocabulary->clear(); });
    m_filterBar->line()->setVocabulary([vocabulary] { return vocabulary->words(); });
    connect(m_filterBar, &FilterBar::textChanged, m_side, &SidePanel::setFilterText);
    connect(m_filterBar, &FilterBar::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_side, &SidePanel::filterEdited, m_filterBar, &FilterBar::setText);
    connect(m_strip, &TrafficStrip::rangeSelected, this, [this](qint64 from, qint64 to) {
        m_filterBar->setText(u"time:%1..%2"_s.arg(filterTime(from), filterTime(to)));
    });
}

void MainWindow::wireDetail()
{
    connect(m_detail, &DetailPane::editRequested, this, &MainWindow::edit);
    connect(m_detail, &DetailPane::eventActivated, this, [this](EventId id) {
        if (!m_view->showEvent(id))
            m_detail->setEvent(id); // the filter hides it: shown all the same
    });
    connect(m_detail, &DetailPane::filterRequested, m_filterBar, &FilterBar::setText);
    connect(m_editor, &RequestEditor::closed, this, [this] {
        m_right->setCurrentWidget(m_detail);
        m_view->setFocus();
    });
}

void MainWindow::wireSession()
{
    connect(m_session, &Session::listenStateChanged, this, &MainWindow::refreshListening);
    connect(m_banners, &BannerArea::remedyChosen, this, &MainWindow::apply);
    connect(m_session, &Session::opened, this, [this] {
        refreshTitle();
        m_view->forget();
        m_detail->setEvent(EventId{});
        refreshActions();
    });
    connect(m_session, &Session::openingChanged, this, &MainWindow::refreshActions);
    connect(m_session, &Session::openingChanged, this, &MainWindow::chooseCentre);
    connect(m_session, &Session::copyingChanged, this, &MainWindow::refreshActions);
    connect(m_session, &Session::copyingChanged, this, &MainWindow::refreshTitle); // it may lie elsewhere now
    connect(m_session, &Session::loadingChanged, this, &MainWindow::chooseCentre);
    connect(m_session, &Session::cleared, this, &MainWindow::chooseCentre);
    connect(m_session, &Session::cleared, this, &MainWindow::refreshActions);
    connect(m_session, &Session::dropped, this, &MainWindow::chooseCentre);
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    connect(m_replies, &QMenu::aboutToShow, this, &MainWindow::fillReplies);
    fillRecent();
    fillReplies();
}

/// Never an empty grid: where there is nothing to see, what to do next.
void MainWindow::chooseCentre()
{
    Centre part = Table;
    if (m_session->events().size() == 0)
        part = m_session->loading() || m_session->opening() ? Table : Empty;
    else if (m_model->rowCount() == 0 && !m_feed->progress().running)
        part = Nothing;
    const bool appears = part == Table && m_centre->currentIndex() != Table;
    m_centre->setCurrentIndex(part);
    if (appears && (!focusWidget() || !focusWidget()->isVisible()))
        m_view->setFocus(); // the keyboard was in what has gone
    placeEdges();
    m_right->setVisible(part != Empty || m_right->currentWidget() != m_detail);
}

/// Where nothing has come yet there is nothing to see in side and strip, and the first steps want the room.
void MainWindow::placeEdges()
{
    const bool wanted = m_centre->currentIndex() != Empty;
    m_side->setVisible(m_actions->sidePanel->isChecked() && wanted);
    m_strip->setVisible(m_actions->strip->isChecked() && wanted);
}

void MainWindow::refreshTitle()
{
    const QString name = m_session->name();
    setWindowTitle(name.isEmpty() ? tr("Creel") : tr("%1 – Creel").arg(safeText(name, 80)));
}

void MainWindow::refreshListening()
{
    const bool listening = m_session->listenState().kind == ListenState::Kind::Listening;
    m_actions->listen->setText(listening ? tr("Stop &listening") : tr("&Listen"));
    m_actions->listen->setToolTip(listening ? tr("Stop listening (Ctrl+L)") : tr("Listen (Ctrl+L)"));
    m_actions->listen->setIcon(icon(listening ? u"stop"_s : u"play"_s));
    m_actions->pause->setEnabled(listening);
    m_actions->pause->setChecked(m_session->paused());
    m_actions->pause->setText(m_session->paused() ? tr("Resume") : tr("&Pause"));
    m_actions->pause->setIcon(icon(m_session->paused() ? u"play"_s : u"pause"_s));
    m_actions->sendSample->setEnabled(listening);
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    for (const auto &path : m_session->recent())
        m_recent->addAction(safeText(path, 200), this, [this, path] { m_session->open(path); });
    m_recent->setEnabled(!m_recent->isEmpty());
}

void MainWindow::fillReplies()
{
    m_replies->clear();
    auto *group = new QActionGroup(m_replies);
    const auto choose = [&](const QByteArray &id, const QString &name, const QString &about) {
        auto *action = m_replies->addAction(name, this, [this, id] {
            auto choice = m_session->replies();
            choice.chosen = id;
            m_session->setReplies(choice);
        });
        action->setCheckable(true);
        action->setChecked(id == m_session->replies().chosen);
        action->setToolTip(about);
        group->addAction(action);
    };
    for (const auto &preset : replyPresets(m_session->replies().presets))
        choose(preset.id, preset.name, preset.about);
    choose(ownRulesId.toByteArray(), tr("Own rules"), tr("Your own rules, in their order"));
    m_replies->setToolTipsVisible(true);
    m_replies->addSeparator();
    m_replies->addAction(m_actions->replyRules);
    m_replies->addAction(tr("Start the sequences again"), m_session, &Session::resetSequences);
}

} // namespace creel
