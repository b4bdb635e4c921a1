// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "app/session/session.h"
#include "app/session/settings.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_bar.h"
#include "ui/form/save_path.h"
#include "ui/replies/replies_window.h"
#include "ui/replies/rules_page.h"
#include "ui/resend/request_editor.h"
#include "ui/side/side_panel.h"
#include "ui/strip/traffic_strip.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/window/about_dialog.h"
#include "ui/window/actions.h"
#include "ui/window/banner_area.h"
#include "ui/window/keep_dialog.h"
#include "ui/window/listen_dialog.h"
#include "ui/window/note_dialog.h"
#include "ui/window/shortcuts_sheet.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace creel {

void MainWindow::wireActions()
{
    const auto on = [this](QAction *action, auto what) { connect(action, &QAction::triggered, this, what); };
    on(m_actions->newSession, [this] { m_session->openNew(); });
    on(m_actions->openSession, &MainWindow::openFile);
    on(m_actions->saveAs, &MainWindow::saveFileAs);
    on(m_actions->keep, &MainWindow::chooseRetention);
    on(m_actions->quit, &QWidget::close);
    on(m_actions->undo, &MainWindow::undo);
    on(m_actions->copy, [this] { m_view->copySelection(); });
    on(m_actions->filter, [this] { m_filterBar->focusLine(); });
    on(m_actions->clearFilter, [this] { m_filterBar->clear(); });
    on(m_actions->findInPayload, [this] { m_detail->findInPayload(); });
    on(m_actions->listen, [this] {
        const bool listening = m_session->listenState().kind == ListenState::Kind::Listening;
        listening ? m_session->stopListening() : m_session->listen(m_session->listenState().options);
    });
    on(m_actions->listenOn, &MainWindow::chooseListening);
    on(m_actions->replyRules, &MainWindow::editReplies);
    on(m_actions->pause, [this] { m_session->setPaused(!m_session->paused()); });
    on(m_actions->clear, [this] { m_session->clear(); });
    on(m_actions->sendSample, [this] { m_session->sendSamples(8); });
    on(m_actions->newRequest, [this] { edit(m_session->newDraft()); });
    on(m_actions->resend, [this] { m_detail->resend(); });
    on(m_actions->editAndResend, [this] { m_detail->editAndResend(); });
    on(m_actions->compare, [this] { m_detail->compare(); });
    on(m_actions->pin, &MainWindow::togglePin);
    on(m_actions->note, &MainWindow::editNote);
    on(m_actions->follow, [this] { m_view->setFollowing(true); });
    on(m_actions->next, [this] { m_view->step(1); });
    on(m_actions->previous, [this] { m_view->step(-1); });
    on(m_actions->payload, [this] { m_detail->showTab(DetailPane::Tab::Payload); });
    on(m_actions->headers, [this] { m_detail->showTab(DetailPane::Tab::HeaderLines); });
    on(m_actions->raw, [this] { m_detail->showTab(DetailPane::Tab::Raw); });
    on(m_actions->copies, [this] { m_detail->showTab(DetailPane::Tab::Copies); });
    on(m_actions->attempts, [this] { m_detail->showTab(DetailPane::Tab::Attempts); });
    on(m_actions->sidePanel, &MainWindow::placeEdges);
    on(m_actions->strip, &MainWindow::placeEdges);
    on(m_actions->columns, [this] {
        auto *menu = m_view->makeColumnsMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_filterBar->mapToGlobal(
            QPoint(m_filterBar->width() - menu->sizeHint().width(), m_filterBar->height())));
    });
    on(m_actions->theme, &MainWindow::cycleTheme);
    on(m_actions->shortcuts, [this] { m_sheet->showOver(); });
    on(m_actions->about, [this] {
        auto *dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    on(m_actions->back, &MainWindow::stepBack);
}

void MainWindow::openFile()
{
    const QString path = pathToOpen(this, tr("Open session"), sessionsDirectory(),
                                    tr("Creel sessions (*.creel);;All files (*)"));
    if (!path.isEmpty())
        m_session->open(path);
}

void MainWindow::saveFileAs()
{
    const QString path = pathToSave(this, tr("Save session as"), m_session->path(),
                                    tr("Creel sessions (*.creel)"), u"creel"_s);
    if (!path.isEmpty())
        m_session->saveAs(path);
}

/// What was done last and can be taken back: a clear before a deleted filter, since it is the larger loss.
void MainWindow::undo()
{
    if (m_session->canUndoClear() && m_session->isChangeable())
        m_session->undoClear();
    else
        m_saved->undoRemove();
}

/// Out of what lies on top: sheet, editor, banner, then the filter line back to the table.
void MainWindow::stepBack()
{
    if (m_sheet->isVisible())
        m_sheet->hide();
    else if (m_right->currentWidget() == m_editor)
        m_right->setCurrentWidget(m_detail);
    else if (!m_banners->dismissLast() && m_view->hasFocus())
        m_view->setFollowing(true);
    m_view->setFocus();
}

void MainWindow::cycleTheme()
{
    const auto next = themeChoice() == ThemeChoice::System
                          ? (theme().dark ? ThemeChoice::Light : ThemeChoice::Dark)
                      : themeChoice() == ThemeChoice::Light ? ThemeChoice::Dark
                                                            : ThemeChoice::Light;
    applyTheme(*qApp, next);
}

void MainWindow::chooseListening()
{
    auto *dialog = new ListenDialog(m_session->listenState().options, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_session->chooseListening(dialog->options()); });
    dialog->open();
}

/// What helps with a notice.
void MainWindow::apply(const QString &noticeId, Remedy remedy)
{
    if (remedy == Remedy::ListenOn)
        chooseListening();
    else if (remedy == Remedy::SaveAs)
        saveFileAs();
    else
        m_session->apply(noticeId, remedy);
}

void MainWindow::chooseRetention()
{
    auto *dialog = new KeepDialog(*m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_session->setRetention(dialog->retention()); });
    connect(m_session, &Session::opened, dialog, &QDialog::reject); // it spoke of another session
    dialog->open();
}

void MainWindow::editReplies()
{
    if (!m_repliesWindow)
        m_repliesWindow = new RepliesWindow(m_session, this);
    m_repliesWindow->open();
}

/// False when something would be lost: asks what to do, and closes once it is answered.
bool MainWindow::mayClose()
{
    return !asksAboutEdits() && !asksAboutUnwritten();
}

/// Asks when rules are edited and not applied.
bool MainWindow::asksAboutEdits()
{
    if (!m_repliesWindow || !m_repliesWindow->rules()->isChanged())
        return false;
    auto *rules = m_repliesWindow->rules();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Reply rules"),
                                tr("Your own reply rules were edited, and not applied."),
                                QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(u"unapplied"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    if (rules->isSound())
        box->setDefaultButton(box->addButton(QMessageBox::Apply));
    connect(box, &QMessageBox::finished, this, [this, rules](int answer) {
        if (answer == QMessageBox::Apply)
            rules->apply();
        else if (answer == QMessageBox::Discard)
            rules->revert();
        else // cancelled, or the question itself closed
            return editReplies();
        close();
    });
    box->open();
    return true;
}

/// Asks when rules in force are not written.
bool MainWindow::asksAboutUnwritten()
{
    const QString problem = m_session->unwrittenReplies();
    if (problem.isEmpty() || m_leavesRules)
        return false;
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Reply rules"), safeText(problem, 400),
                                QMessageBox::Retry | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(u"unwritten"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->button(QMessageBox::Retry)->setText(tr("Try again"));
    box->button(QMessageBox::Discard)->setText(tr("Quit without them"));
    box->setDefaultButton(QMessageBox::Retry);
    connect(box, &QMessageBox::finished, this, [this](int answer) {
        m_leavesRules = answer == QMessageBox::Discard;
        if (answer == QMessageBox::Retry)
            m_session->writeReplies();
        if (answer == QMessageBox::Retry || m_leavesRules)
            close();
    });
    box->open();
    return true;
}

void MainWindow::togglePin()
{
    const auto row = m_session->events().rowOf(m_detail->event());
    if (row < 0)
        return;
    const auto &event = m_session->events().at(size_t(row));
    m_session->setNote(event.id, QString::fromUtf8(m_session->events().text(event.note)), !event.pinned);
}

void MainWindow::editNote()
{
    const auto row = m_session->events().rowOf(m_detail->event());
    if (row < 0)
        return;
    const auto &event = m_session->events().at(size_t(row));
    auto *dialog = new NoteDialog(event.id, QString::fromUtf8(m_session->events().text(event.note)), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = event.id, pinned = event.pinned] {
        m_session->setNote(id, dialog->note(), pinned);
    });
    connect(m_session, &Session::opened, dialog, &QDialog::reject); // ids are a session's own
    dialog->open();
}

void MainWindow::edit(const Draft &draft)
{
    m_editor->edit(draft);
    m_right->setVisible(true);
    m_right->setCurrentWidget(m_editor);
    m_editor->takeKeyboard();
}

void MainWindow::selectEvent(EventId id)
{
    m_detail->setEvent(id);
    m_right->setCurrentWidget(m_detail);
    refreshActions();
}

/// What a clear took away and Undo brought back; a filter leaves the detail as it is. Who edits a request
/// goes on.
void MainWindow::showReturned(EventId id)
{
    m_detail->setEvent(id);
    refreshActions();
}

/// What would do nothing is not offered.
void MainWindow::refreshActions()
{
    const bool any = m_detail->event() != EventId{};
    for (auto *action : {m_actions->resend, m_actions->editAndResend, m_actions->compare, m_actions->copy})
        action->setEnabled(any);
    const bool changeable = m_session->isChangeable();
    for (auto *action : {m_actions->pin, m_actions->note})
        action->setEnabled(any && changeable);
    for (auto *action : {m_actions->clear, m_actions->keep})
        action->setEnabled(changeable);
    m_actions->saveAs->setEnabled(!m_session->opening() && !m_session->copying());
}

} // namespace creel
