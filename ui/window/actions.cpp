// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace creel {

QAction *Actions::make(const QString &name, const QString &text, const QString &iconName,
                       const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(u"action."_s + name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setData(iconName); // for retint()
    const QString plain = QString(text).remove(u'&').remove(u'…');
    action->setToolTip(key.isEmpty() ? plain
                                     : u"%1 (%2)"_s.arg(plain, key.toString(QKeySequence::NativeText)));
    m_window->addAction(action);
    return action;
}

Actions::Actions(QWidget *window) : QObject(window), m_window(window)
{
    newSession = make(u"new"_s, tr("&New session"), u"file"_s, QKeySequence::New);
    openSession = make(u"open"_s, tr("&Open session…"), u"folder"_s, QKeySequence::Open);
    saveAs = make(u"save-as"_s, tr("Save session &as…"), u"save"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    keep = make(u"keep"_s, tr("&Keep…"), u"clock"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    quit = make(u"quit"_s, tr("&Quit"), u"quit"_s, QKeySequence::Quit);

    undo = make(u"undo"_s, tr("&Undo"), u"undo"_s, QKeySequence::Undo);
    copy = make(u"copy"_s, tr("&Copy row"), u"copy"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    filter = make(u"filter"_s, tr("&Filter"), u"search"_s, QKeySequence::Find);
    clearFilter = make(u"clear-filter"_s, tr("Clear the f&ilter"), u"close"_s, Qt::CTRL | Qt::Key_Backspace);
    findInPayload =
        make(u"find-in-payload"_s, tr("Find in the &payload"), u"tree"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_F);

    listen = make(u"listen"_s, tr("Stop &listening"), u"stop"_s, Qt::CTRL | Qt::Key_L);
    listenOn = make(u"listen-on"_s, tr("Listen &on…"), u"globe"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    replyRules = make(u"reply-rules"_s, tr("&Reply rules…"), u"replies"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    pause = make(u"pause"_s, tr("&Pause"), u"pause"_s, Qt::CTRL | Qt::Key_P);
    pause->setCheckable(true);
    clear = make(u"clear"_s, tr("&Clear"), u"clear"_s, Qt::CTRL | Qt::Key_K);
    sendSample = make(u"send-sample"_s, tr("Send &sample"), u"send"_s, Qt::CTRL | Qt::Key_T);
    newRequest =
        make(u"new-request"_s, tr("New re&quest"), u"new-request"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    resend = make(u"resend"_s, tr("&Resend"), u"resend"_s, Qt::CTRL | Qt::Key_R);
    editAndResend = make(u"edit-and-resend"_s, tr("&Edit and resend"), u"edit"_s, Qt::CTRL | Qt::Key_E);
    compare = make(u"compare"_s, tr("Co&mpare"), u"compare"_s, Qt::CTRL | Qt::Key_D);
    pin = make(u"pin"_s, tr("P&in"), u"pin"_s, Qt::CTRL | Qt::Key_B);
    note = make(u"note"_s, tr("&Note…"), u"note"_s, Qt::CTRL | Qt::Key_M);

    // Space, J, K and Esc are keys of the table or texts elsewhere, so they are handled where the focus is
    follow = make(u"follow"_s, tr("&Follow the newest"), u"arrow-down"_s, Qt::CTRL | Qt::Key_End);
    next = make(u"next"_s, tr("Ne&xt event"), u"chevron-down"_s, Qt::ALT | Qt::Key_Down);
    previous = make(u"previous"_s, tr("&Previous event"), u"chevron-up"_s, Qt::ALT | Qt::Key_Up);
    payload = make(u"payload"_s, tr("Pa&yload"), u"tree"_s, Qt::CTRL | Qt::Key_1);
    headers = make(u"headers"_s, tr("&Headers"), u"file"_s, Qt::CTRL | Qt::Key_2);
    raw = make(u"raw"_s, tr("Ra&w"), u"terminal"_s, Qt::CTRL | Qt::Key_3);
    copies = make(u"copies"_s, tr("C&opies"), u"duplicate"_s, Qt::CTRL | Qt::Key_4);
    attempts = make(u"attempts"_s, tr("&Attempts"), u"history"_s, Qt::CTRL | Qt::Key_5);
    sidePanel = make(u"side-panel"_s, tr("&Side panel"), u"panel-left"_s, Qt::Key_F9);
    sidePanel->setCheckable(true);
    strip = make(u"strip"_s, tr("&Traffic"), u"timeline"_s, Qt::Key_F10);
    strip->setCheckable(true);
    columns = make(u"columns"_s, tr("Co&lumns"), u"columns"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_H);
    theme = make(u"theme"_s, tr("Light, &dark, as the system"), u"theme"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_D);

    shortcuts = make(u"shortcuts"_s, tr("&Keyboard shortcuts"), u"keyboard"_s, Qt::Key_F1);
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    about = make(u"about"_s, tr("&About Creel"), u"info"_s, Qt::SHIFT | Qt::Key_F1);
    back = make(u"back"_s, tr("Step &back"), u"chevron-left"_s, Qt::Key_Escape);
    retint();
}

void Actions::retint()
{
    for (auto *action : findChildren<QAction *>())
        action->setIcon(icon(action->data().toString()));
}

QMenu *Actions::makeMenu(QMenu *recent, QMenu *replies, QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    auto *file = menu->addMenu(tr("&File"));
    file->addActions({newSession, openSession});
    file->addMenu(recent);
    file->addActions({saveAs, keep});
    file->addSeparator();
    file->addAction(quit);
    menu->addMenu(tr("&Edit"))->addActions({undo, copy, filter, clearFilter, findInPayload});
    auto *events = menu->addMenu(tr("E&vents"));
    events->addActions({listen, listenOn, pause, clear});
    events->addMenu(replies);
    events->addSeparator();
    events->addActions({sendSample, newRequest});
    events->addSeparator();
    events->addActions({resend, editAndResend, compare, pin, note});
    auto *view = menu->addMenu(tr("&View"));
    view->addActions({follow, next, previous});
    view->addSeparator();
    view->addActions({payload, headers, raw, copies, attempts});
    view->addSeparator();
    view->addActions({sidePanel, strip, columns, theme});
    menu->addSeparator();
    menu->addActions({shortcuts, about});
    return menu;
}

std::vector<ShortcutsSheet::Group> Actions::groups() const
{
    return {
        {tr("Session"), {newSession, openSession, saveAs, keep, quit}, {}},
        {tr("Listening"), {listen, listenOn, replyRules, pause, clear, undo}, {}},
        {tr("Sending"), {sendSample, newRequest, resend, editAndResend}, {}},
        {tr("Finding"), {filter, clearFilter, findInPayload, next, previous, follow, back}, {}},
        {tr("In the table"),
         {},
         {{tr("Next, previous"), u"J, K"_s},
          {tr("First, newest"), u"Home, End"_s},
          {tr("Pause following"), tr("Space")},
          {tr("Into the event"), tr("Return")}}},
        {tr("Event"), {payload, headers, raw, copies, attempts, compare, pin, note, copy}, {}},
        {tr("Window"), {sidePanel, strip, columns, theme, shortcuts, about}, {}},
        {tr("In an edited request"),
         {},
         {{tr("Send"), u"Ctrl+Return"_s},
          {tr("Format the body"), u"Ctrl+Shift+I"_s},
          {tr("Minify the body"), u"Ctrl+Shift+M"_s}}},
    };
}

} // namespace creel
