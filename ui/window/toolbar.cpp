// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/toolbar.h"

#include "app/session/session.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/window/actions.h"
#include "ui/window/address_pill.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace creel {

Toolbar::Toolbar(Session *session, Actions *actions, QMenu *menu, QMenu *replies, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rate(new QLabel(this))
    , m_replies(new QToolButton(this))
{
    setObjectName(u"toolbar"_s);
    setAccessibleName(tr("Toolbar"));
    setFixedHeight(grid(48));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), 0, grid(12), 1);
    row->setSpacing(grid(4));

    auto *name = new QLabel(u"Creel"_s, this);
    name->setFont(semibold(FontRole::Base));
    row->addWidget(name);
    row->addSpacing(grid(6));
    row->addWidget(new AddressPill(session, actions, this));
    row->addWidget(button(actions->listen, false));
    row->addSpacing(grid(6));
    for (auto *action : {actions->pause, actions->clear, actions->sendSample, actions->newRequest})
        row->addWidget(button(action, true));

    m_replies->setObjectName(u"toolbar.replies"_s);
    m_replies->setAccessibleName(tr("Replies"));
    m_replies->setToolTip(tr("What senders are answered"));
    m_replies->setProperty("role", u"flat"_s);
    m_replies->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_replies->setIcon(icon(u"replies"_s));
    m_replies->setPopupMode(QToolButton::InstantPopup);
    m_replies->setMenu(replies);
    row->addWidget(m_replies);
    row->addStretch();

    m_rate->setObjectName(u"toolbar.rate"_s);
    m_rate->setAccessibleName(tr("Events a second"));
    m_rate->setForegroundRole(QPalette::PlaceholderText);
    m_rate->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_rate->setMinimumWidth(m_rate->fontMetrics().horizontalAdvance(tr("%1 / s").arg(u"9,999"_s)));
    row->addWidget(m_rate);
    row->addSpacing(grid(8));
    row->addWidget(button(actions->theme, false));
    auto *more = new QToolButton(this);
    more->setObjectName(u"toolbar.menu"_s);
    more->setAccessibleName(tr("Menu"));
    more->setToolTip(tr("Menu (Alt+M)"));
    more->setShortcut(QKeySequence(Qt::ALT | Qt::Key_M));
    more->setProperty("role", u"flat"_s);
    more->setIcon(icon(u"menu"_s));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(menu);
    row->addWidget(more);

    connect(session, &Session::countersChanged, this, &Toolbar::refreshRate);
    connect(session, &Session::repliesChanged, this, &Toolbar::refreshReplies);
    connect(session, &Session::repliesChanged, this, &Toolbar::fit);
    connect(session, &Session::listenStateChanged, this, &Toolbar::fit); // behind the address
    refreshRate();
    refreshReplies();
}

QToolButton *Toolbar::button(QAction *action, bool withText)
{
    auto *made = new QToolButton(this);
    made->setDefaultAction(action);
    made->setObjectName(u"toolbar."_s + action->objectName());
    const auto name = [made, action] { made->setAccessibleName(QString(action->text()).remove(u'&')); };
    connect(action, &QAction::changed, made, name); // "Pause" becomes "Resume"
    name();
    made->setProperty("role", u"flat"_s);
    made->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    if (withText)
        m_worded.push_back(made);
    return made;
}

void Toolbar::refreshRate()
{
    const double rate = m_session->eventsPerSecond();
    const bool shown = rate > 0;
    m_rate->setText(shown ? tr("%1 / s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0)) : QString());
}

void Toolbar::refreshReplies()
{
    m_replies->setText(tr("Replies: %1").arg(replyChoiceName(m_session->replies())));
    // anything but the plain answer is something to know of
    const bool plain = rulesOf(m_session->replies()).empty();
    m_replies->setIcon(icon(u"replies"_s, plain ? &Theme::text : &Theme::warning));
}

/// Words beside the icons where all of them have room, those of the replies longest: the address is never cut
/// for them.
void Toolbar::fit()
{
    const auto hasRoom = [this](Qt::ToolButtonStyle look, Qt::ToolButtonStyle replies) {
        for (auto *made : m_worded)
            made->setToolButtonStyle(look);
        m_replies->setToolButtonStyle(replies);
        layout()->invalidate();
        return layout()->sizeHint().width() <= width();
    };
    constexpr auto words = Qt::ToolButtonTextBesideIcon;
    constexpr auto none = Qt::ToolButtonIconOnly;
    if (!hasRoom(words, words) && !hasRoom(none, words))
        hasRoom(none, none);
}

void Toolbar::resizeEvent(QResizeEvent *)
{
    fit();
}

void Toolbar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(0, height() - 1, width(), 1, theme().line);
}

} // namespace creel
