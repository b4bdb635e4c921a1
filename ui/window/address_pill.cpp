// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/address_pill.h"

#include "app/capture/listen_problem.h"
#include "app/session/session.h"
#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHostAddress>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int saidMs = 1400;

/// What a click does, behind how it is with what senders send.
QString toolTipOf(const Session &session)
{
    if (const QString why = session.notKept(); !why.isEmpty())
        return safeToolTip(AddressPill::tr("Nothing is kept, and senders are answered 503: %1 Click to copy "
                                           "the address")
                               .arg(why)
                               .toUtf8());
    return session.paused()
               ? AddressPill::tr(
                     "Paused: senders are answered, nothing is recorded. Click to copy the address")
               : AddressPill::tr("Listening. Click to copy the address");
}
} // namespace

AddressPill::AddressPill(Session *session, Actions *actions, QWidget *parent)
    : QAbstractButton(parent)
    , m_session(session)
    , m_actions(actions)
{
    setObjectName(u"toolbar.address"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    m_said.setSingleShot(true);
    m_said.setInterval(saidMs);
    connect(&m_said, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::clicked, this, &AddressPill::act);
    connect(session, &Session::listenStateChanged, this, &AddressPill::refresh);
    connect(session, &Session::opened, this, &AddressPill::refresh);
    connect(session, &Session::keepingChanged, this, &AddressPill::refresh);
    refresh();
}

bool AddressPill::isOpenToOthers() const
{
    const auto state = m_session->listenState();
    const auto address = listenAddress(state.options.host);
    return state.kind == ListenState::Kind::Listening && address && !address->isLoopback();
}

void AddressPill::refresh()
{
    const auto state = m_session->listenState();
    switch (state.kind) {
    case ListenState::Kind::Listening:
        m_shown = QString::fromLatin1(state.url());
        setToolTip(toolTipOf(*m_session));
        break;
    case ListenState::Kind::Stopped:
        m_shown = tr("Not listening");
        setToolTip(tr("Click to listen"));
        break;
    case ListenState::Kind::Refused:
        m_shown = tr("Cannot listen");
        setToolTip(safeToolTip(state.problem.toUtf8()));
        break;
    }
    setAccessibleName(tr("Listening address"));
    QStringList described{m_shown};
    if (const QString why = m_session->notKept(); !why.isEmpty())
        described += tr("nothing is kept: %1").arg(why);
    if (m_session->paused())
        described += tr("paused");
    if (isOpenToOthers())
        described += tr("open to the network");
    setAccessibleDescription(described.join(u", "_s));
    updateGeometry();
    update();
}

QSize AddressPill::sizeHint() const
{
    const int badge = isOpenToOthers() ? badgeWidth(tr("open to the network"), true) + grid(8) : 0;
    const bool listening = m_session->listenState().kind == ListenState::Kind::Listening;
    const QFontMetrics words(creel::font(listening ? FontRole::Mono : FontRole::Base));
    return {grid(28) + words.horizontalAdvance(m_shown) + grid(listening ? 34 : 8) + badge, grid(32)};
}

void AddressPill::act()
{
    if (m_session->listenState().kind != ListenState::Kind::Listening) {
        m_session->listen(m_session->listenState().options);
        return;
    }
    QGuiApplication::clipboard()->setText(m_shown);
    m_said.start();
    update();
}

void AddressPill::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions->listen, m_actions->listenOn, m_actions->pause});
    menu->popup(event->globalPos());
}

void AddressPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool listening = m_session->listenState().kind == ListenState::Kind::Listening;
    const bool refused = m_session->listenState().kind == ListenState::Kind::Refused;
    fillRounded(&painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid(8),
                underMouse() ? theme().hover : theme().background, theme().line);
    if (hasFocus())
        drawFocusRing(&painter, rect(), grid(8));

    const bool keeps = !m_session->paused() && m_session->notKept().isEmpty();
    const QColor dot = refused      ? theme().bad
                       : !listening ? theme().dim
                       : keeps      ? theme().ok
                                    : theme().warning;
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot);
    painter.drawEllipse(QPointF(grid(14), height() / 2.0), grid(4), grid(4));

    QRect text = rect().adjusted(grid(26), 0, -grid(listening ? 30 : 8), 0);
    if (isOpenToOthers()) {
        const bool roomy = width() >= sizeHint().width();
        const QString open = roomy ? tr("open to the network") : tr("open");
        const int wide = badgeWidth(open, true);
        drawBadge(&painter, QRect(text.right() - wide, 0, wide, height()), open, theme().warning, true);
        text.setRight(text.right() - wide - grid(8));
    }
    painter.setFont(creel::font(listening ? FontRole::Mono : FontRole::Base));
    painter.setPen(refused ? theme().bad : theme().text);
    painter.drawText(text, Qt::AlignVCenter, m_said.isActive() ? tr("Copied") : m_shown);
    if (!listening) // the button to listen stands beside it
        return;
    creel::icon(m_said.isActive() ? u"check"_s : u"copy"_s, theme().dim)
        .paint(&painter, width() - grid(26), (height() - grid(16)) / 2, grid(16), grid(16));
}

} // namespace creel
